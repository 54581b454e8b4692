"""What the fast path must prove in every process before it is used: a handful of bodies, made both ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .body import Prose

Way = Callable[[str], Prose | None]

# Short ones, since whoever makes a single page waits for them too. Each holds what another version of a library might read,
# write or sanitise in another way.
SAMPLES: Final = (
    "### Bột & gạo\n## *Bột* [gạo](#bot-gao)\n# Bột gạo\n\n#Hủ tiếu\ntiếp",
    "một\nhai **ba** *bốn*, *năm*: “sáu” \"bảy\" 'tám' – 5 % = 5+5; a*b*c",
    "[a](places/x) [b](https://b.vn/c?d=e#f) **[*c* & d](/c/)** [e](#e) [f](mailto:a@b.vn) [g](tel:+84277)",
    "## E\n\n[e](#e) [x](#m-e)",
    "- a: **b**\n- *c*\n- [d](e)\nf",
    "1. a\n2. b\n\n* a\n+ b\n\n3. c",
    '| a & z | "b" | c | d |\n|---|:--|--:|:-:|\n| 1 & 0 | **2** | [3](x) |\n| 4 | 5 | 6 | 7 | 8 |\n|| - | # a |',
    "|a|b|\n|-|-|\n|c|d|\n\n\n\n| | |\n|--|--|\n| e | f",
    "> Lời *kể*\n> tiếp\n\nđoạn\n\n> nữa",
    '![ảnh "x"](x.jpg)\n\nchữ\n\n![](y-2.png)',
    "# 火\n\n# ★ ½ ₫ → ≥ й\n\n(một) một! hai? ba/bốn; $5 @a",
    "1.5 kg\n\n2026.\n\n*a* b\n**c**\n\n!a\n\n(b)",
)


def agree(fast: Way, whole: Way) -> bool:
    """Say whether both ways give the same for all samples; a sample that the fast way does not take is a difference."""
    return all(fast(sample) == whole(sample) for sample in SAMPLES)
