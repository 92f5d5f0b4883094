"""How good the cases are: wrong answers made by the thousand, right ones in many styles."""
