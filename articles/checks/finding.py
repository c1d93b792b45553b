"""What a check found, in words for the editor."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    rule: str  # a stable code: "watch_word"
    severity: str  # "block" or "warning"
    place: str  # translated: 标题, 第3段, 图片说明1
    message: str  # a translated sentence that names what and why
    excerpt: str = ""  # the words as they stand, with a few characters around
