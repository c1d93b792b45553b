"""The signs of fonts that have signs of their own in the places of letters, as Word's lists and forms use them."""

# By place in the font: the boxes, ticks and bullets of Wingdings and its kin as Unicode has them.
_SIGNS = {
    "wingdings": {
        0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x75: "◆", 0xA1: "○", 0xA7: "▪", 0xA8: "□",
        0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0xAB: "★", 0x28: "☎", 0x2A: "✉",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x97: "●", 0x98: "●", 0x8F: "·"},
    "symbol": {0xB7: "·", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xAE: "→", 0xA5: "∞"},
}  # fmt: skip


def sign(font, place):
    """The Unicode sign at `place` (an integer, in the private-use area or not) of that font, "" for one not known."""
    return _SIGNS.get((font or "").lower(), {}).get(place & 0xFF, "")
