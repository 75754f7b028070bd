"""Pages, as a browser, an accessibility checker and an HTML parser find them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from checkers import DESKTOP, PHONE, faults_of_page, running_browser
from hypothesis import Phase, given, settings
from papers import full_paper, numbered, numbered_papers, text, words_in_order
from playwright.sync_api import Browser, Page, ViewportSize

from papergen.paper.document import (
    Bullet,
    Emphasis,
    Heading,
    Link,
    NumberedParagraph,
    Paper,
    Recommendation,
    Table,
    TableColumn,
    Text,
)
from papergen.renderers.html import render_html

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

ELEMENTS = set(
    "html head meta title style body a header main div h1 h2 h3 h4 p strong em br span ol ul li dl "
    "dt dd table caption colgroup col thead tbody tr th td figure figcaption img svg path text "
    "pattern data".split()
)


def parse(paper: Paper) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_html(paper, TEMPLATES))


def without_spaces(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def full_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=DESKTOP)
    page.set_content(render_html(full_paper(), TEMPLATES))
    yield page
    page.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_is_accessible(full_page: Page, viewport: ViewportSize) -> None:
    full_page.set_viewport_size(viewport)
    assert faults_of_page(full_page) == []


@settings(max_examples=12, phases=[Phase.generate])  # a browser is too slow to shrink with
@given(paper=numbered_papers())
def test_any_page_is_accessible(browser: Browser, paper: Paper) -> None:
    page = browser.new_page(viewport=PHONE)
    page.set_content(render_html(paper, TEMPLATES))
    assert faults_of_page(page) == []
    page.close()


def test_nothing_but_tables_and_charts_is_wider_than_a_phone(full_page: Page) -> None:
    full_page.set_viewport_size(PHONE)
    assert full_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = full_page.evaluate("""[...document.querySelectorAll("[tabindex='0']")]
            .filter(region => region.scrollWidth > region.clientWidth)
            .map(region => region.getAttribute("role"))""")
    assert wide and set(wide) == {"region"}


def test_the_skip_link_is_the_first_stop_and_leads_to_the_paper(full_page: Page) -> None:
    full_page.keyboard.press("Tab")
    assert full_page.evaluate("document.activeElement.textContent") == "Skip to the paper"
    assert full_page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    full_page.keyboard.press("Enter")
    assert full_page.evaluate("document.activeElement.tagName") == "MAIN"


def test_nothing_is_fetched(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render_html(full_paper(), TEMPLATES), "utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url[:30]))
    page.goto(file.as_uri())
    assert [url for url in asked if not url.startswith("data:image/png")] == [file.as_uri()[:30]]
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    page.close()


def test_no_script_runs_even_if_one_came_in(browser: Browser) -> None:
    paper = numbered(
        Heading(1, text("Title")),
        NumberedParagraph((Link("javascript:document.title='run'", text("a link")),)),
    )
    page = browser.new_page()
    page.set_content(render_html(paper, TEMPLATES))
    page.get_by_text("a link").click()
    assert page.title() == paper.title
    page.close()


@settings(max_examples=40)
@given(numbered_papers())
def test_a_page_says_what_the_paper_says_and_no_more(paper: Paper) -> None:
    page = parse(paper)
    assert page.findtext(".//title") == paper.title
    (main,) = page.iter("main")
    for drawing in list(main.iter("svg")):
        drawing.drop_tree()
    for line_break in list(main.iter("br")):
        line_break.tail = "\n" + (line_break.tail or "")
    expected = " ".join(words_in_order(paper))
    assert without_spaces(main.text_content()) == without_spaces(expected)


@settings(max_examples=40)
@given(numbered_papers())
def test_nothing_in_a_paper_becomes_markup(paper: Paper) -> None:
    page = parse(paper)
    assert {str(element.tag) for element in page.iter()} <= ELEMENTS
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    addresses = {"https://example.org/?a=1&b=2", "mailto:a@example.org", "a-1.pdf", "#main."}
    labels = {f"#{block.label}" for block in paper.blocks if getattr(block, "label", "")}
    assert {link.get("href") for link in page.iter("a")} <= addresses | labels


@settings(max_examples=40)
@given(numbered_papers())
def test_references_land_and_no_two_places_have_the_same_name(paper: Paper) -> None:
    page = parse(paper)
    ids = Counter(str(found) for found in page.xpath("//@id"))
    assert not [name for name, count in ids.items() if count > 1]
    assert {str(href)[1:] for href in page.xpath("//a/@href[starts-with(., '#')]")} <= ids.keys()
    assert set(page.xpath("//@aria-labelledby")) <= ids.keys()


def test_a_reference_leads_to_the_number_that_it_names() -> None:
    page = parse(full_paper())
    (reference,) = page.xpath("//a[.='paragraph 2(b)(ii)']")
    (paragraph,) = page.xpath(f"//*[@id='{reference.get('href')[1:]}']")
    items = [item for item in paragraph.iterancestors("li")]
    numbers = [item.xpath("p/span[@class='number']/text()")[0].strip() for item in items]
    assert numbers == ["(ii)", "(b)", "2"]
    assert "after the payments" in paragraph.text_content()


def test_lists_are_nested_as_the_numbers_are() -> None:
    page = parse(
        numbered(
            Heading(1, text("Title")),
            NumberedParagraph(text("one")),
            NumberedParagraph(text("sub"), 1),
            Bullet(text("bullet")),
            Bullet(text("inner bullet"), 1),
            NumberedParagraph(text("subsub"), 2),
            NumberedParagraph(text("next sub"), 1),
            Heading(2, text("Between")),
            NumberedParagraph(text("after the heading"), 1),
            Heading(3, text("Between again")),
            NumberedParagraph(text("straight to the third level"), 2),
            NumberedParagraph(text("two")),
            Recommendation(text("recommend")),
        )
    )
    depths = {
        without_spaces(item.text or "")
        or item.xpath("string(p)").split(maxsplit=1)[1]: len(list(item.iterancestors("ol", "ul")))
        for item in page.iter("li")
    }
    assert depths == {
        "one": 1,
        "sub": 2,
        "bullet": 3,
        "innerbullet": 4,
        "subsub": 3,
        "next sub": 2,
        "after the heading": 1,
        "straight to the third level": 1,
        "two": 1,
        "recommend": 1,
    }


def test_tables_say_what_heads_what() -> None:
    paper = numbered(
        Heading(1, text("Title")),
        Table(
            text("Caption"),
            (TableColumn(()), TableColumn(text("Amount"), "right")),
            ((text("Year"), text("1.0")), ((), text("2.0"))),
        ),
    )
    (table,) = parse(paper).iter("table")
    assert table.findtext("caption") == "Table 1: Caption"
    assert [(th.text, th.get("scope")) for th in table.iter("th")] == [
        ("Amount", "col"),
        ("Year", "row"),
    ]
    assert [td.text for td in table.iter("td")] == [None, "1.0", None, "2.0"]


def test_the_head_says_whose_paper_it_is_and_in_what_language() -> None:
    page = parse(full_paper())
    assert page.get("lang") == "en-GB"
    named = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert named["author"] == "A. Officer"
    assert named["description"] == "Report to the Schools Forum"
    assert named["dcterms.created"] == "2024-10-10"


def test_a_line_break_in_a_cell_is_one_on_the_page() -> None:
    paragraph = NumberedParagraph((Emphasis((Text("one\ntwo"),)),))
    page = parse(numbered(Heading(1, text("Title")), paragraph))
    (emphasis,) = page.iter("em")
    assert lxml.html.tostring(emphasis, encoding="unicode") == "<em>one<br>two</em>"
