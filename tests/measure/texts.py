"""Makes Chinese copy for archives that are measured: its common signs and words are those of real copy, its rare ones many.

The sample issue's texts say which sign follows which, and how often; among them stand invented words, of which, as of
real ones, a few are common and most are rare (Zipf's law).
"""

import itertools
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "issues" / "sample"
WORDS, SENTENCES = 30_000, 40_000
# How often an invented word comes instead of the next sign.
_INVENTED = 0.06
_CLAUSE = (5, 14)  # signs


def words(chance, count=WORDS):
    """Return (words of one to three signs, their weights added up), some of them common and most of them rare."""
    signs = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
    found = ["".join(chance.choices(signs, k=chance.choice((1, 2, 2, 2, 3)))) for _ in range(count)]
    return found, list(itertools.accumulate(1 / (rank + 10) for rank in range(count)))


def sentences(count=SENTENCES, seed=1):
    """Return so many sentences of two or three clauses; the same seed gives the same ones."""
    chance = random.Random(seed)
    chain, (invented, weights) = _chain(), words(chance)

    def clause():
        said, last, length = "", "", chance.randint(*_CLAUSE)
        while len(said) < length:
            if chance.random() < _INVENTED:
                said += chance.choices(invented, cum_weights=weights)[0]
                last = ""
            else:
                following, often = chain.get(last) or chain[""]
                last = chance.choices(following, cum_weights=often)[0]
                said += last
        return said

    return ["，".join(clause() for _ in range(chance.choice((2, 2, 3)))) + "。" for _ in range(count)]


def _chain():
    """Return {sign: (the signs after it, how often each, added up)} of the sample's texts; "" stands for anywhere."""
    after = defaultdict(Counter)
    for path in sorted(SAMPLE.rglob("*.txt")):
        text = path.read_text(encoding="utf-8").replace("\n", "")
        for run in re.findall(r"[\u3400-\u9fff]{2,}", text):
            after[""].update(run)
            for first, second in itertools.pairwise(run):
                after[first][second] += 1
    # Sorted: the same seed gives the same texts.
    rows = ((sign, sorted(counted.items())) for sign, counted in after.items())
    return {
        sign: ([next_sign for next_sign, _ in row], list(itertools.accumulate(often for _, often in row)))
        for sign, row in rows
    }
