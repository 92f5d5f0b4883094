"""Writes script into everything that is ever shown: messages, prints, names of variables' types, lines of
code.

Every page escapes what came from students; nothing of it comes alive.
"""

CELLS = {
    "sigmoid_derivative": """
def sigmoid_derivative(z):
    evil = "<script>fetch('//x')</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>"
    print(evil, "</pre></details></div>", "`<b onclick=x>`")
    raise type(evil, (Exception,), {})(f"`{evil}` </div></body> {{ 7 * 7 }} {% raw %} &lt;script&gt;")
""",
    "propagate_loop": """
def propagate_loop(w, b, X, Y):
    print("<svg onload=alert(1)>")
    return {"<script>alert(1)</script>": "<iframe src=javascript:alert(1)>", "`<u>`": w}, "<object data=x>"
""",
}
