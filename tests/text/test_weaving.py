"""A report woven into the page: every block with what became of it, the prose as it was, the input untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofread.text.results import Result
from proofread.text.weaving import BEGIN, END, code, plain, woven
from tests.text.test_auditing import run

PAGE = """# A *key*

```python
not a claim
```

```claim
id = "right"
let = {x = "scalar"}
says = "x + x == 2*x"
```
Between.

~~~claim
id = "false"
let = {x = "scalar"}
says = "x + x == x**2"
corrected = "x + x == x*2"
~~~
```claim
id = "bad"
says = "y == 1"
```
"""


def checked(tmp_path: Path, page: str, out: str = "out.md") -> tuple[int, str]:
    key = tmp_path / "key.md"
    key.write_text(page, encoding="utf-8")
    code, _ = run("check", key, "--jobs", "1", "--weave", tmp_path / out)
    assert key.read_text(encoding="utf-8") == page
    return code, (tmp_path / out).read_text(encoding="utf-8")


def test_each_block_is_followed_by_what_became_of_it(tmp_path: Path) -> None:
    exit_code, page = checked(tmp_path, PAGE)
    assert exit_code == 2  # an item cannot be read
    right, false, bad, totals = page.split(BEGIN)[1:]
    assert right.startswith("\n> **sound** (proved)\n") and "Between." in right
    assert "> **wrong**\n" in false and "should read: `x + x = x·2`" in false and "refuted" in false
    assert "  - at `x = 1`: `x + x = 2`; `x² = 1`" in false
    assert "**cannot be read**, line 22, column" in bad and "y is not declared" in bad
    assert "3 items" in totals and "1 unreadable" in totals
    kept = page
    for part in (right, false, bad, totals):
        kept = kept.replace(f"\n{BEGIN}{part[: part.index(END)]}{END}\n", "")
    assert kept == PAGE


def test_a_page_that_is_woven_again_is_the_same(tmp_path: Path) -> None:
    _, page = checked(tmp_path, PAGE.replace("y == 1", "1 == 1"))
    assert checked(tmp_path, page)[1] == page


def test_html(tmp_path: Path) -> None:
    page = checked(tmp_path, PAGE + "\n<script>alert(1)</script>\n", "out.html")[1]
    assert "<blockquote>" in page and "<strong>wrong</strong>" in page and "<style>" in page
    assert "<script>" not in page and BEGIN not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("name", ["key.md", "link.md", "hard.md", "out.txt"])
def test_the_input_is_never_overwritten(name: str, tmp_path: Path) -> None:
    key = tmp_path / "key.md"
    key.write_text(PAGE, encoding="utf-8")
    (tmp_path / "link.md").symlink_to("key.md")
    (tmp_path / "hard.md").hardlink_to(key)
    exit_code, output = run("check", key, "--jobs", "1", "--weave", tmp_path / name)
    assert exit_code == 2 and "--weave" in output and key.read_text(encoding="utf-8") == PAGE


def test_only_one_page_is_woven(tmp_path: Path) -> None:
    (tmp_path / "key.jsonl").write_text(json.dumps({"says": "1 == 1"}))
    exit_code, output = run("check", tmp_path / "key.jsonl", "--weave", tmp_path / "out.md")
    assert exit_code == 2 and "Markdown" in output and not (tmp_path / "out.md").exists()


def test_words_and_formulas_are_shown_as_they_are() -> None:
    assert plain("a*b <c> `d`\n# e\x1b[31m") == r"a\*b \<c\> \`d\` \# e \[31m"
    assert code("x`y") == "``x`y``" and code("`") == "`` ` ``" and code("a\nb") == "`a b`"
    page = '```claim\nsays = "1 == 1"\n```'  # without a line end
    made = woven(page, [Result("item-1", "key.md", 2, "sound", {"grade": "proved", "statements": []})], "1 item")
    assert made.startswith(page + f"\n\n{BEGIN}\n> **sound** (proved)\n{END}\n")
