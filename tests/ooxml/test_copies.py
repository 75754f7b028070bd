"""What a loop over rows, paragraphs or columns of a form has copied, set right."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element

from papergen.ooxml.table_grid import fit_grids
from papergen.ooxml.unique import keep_unique

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def body(inner: str) -> _Element:
    return parse_xml(f"<w:body {nsdecls('w')} xmlns:w14='{W14}'>{inner}</w:body>")


def table(grid: list[int], *rows: list[int], kind: str = "dxa") -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>"
        + "".join(
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="{kind}"/></w:tcPr><w:p/></w:tc>'
                for width in row
            )
            + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def widths(story: _Element) -> tuple[list[int], list[list[int]]]:
    grid = [int(each.get(qn("w:w"))) for each in story.iter(qn("w:gridCol"))]
    rows = [
        [int(each.get(qn("w:w"))) for each in row.iter(qn("w:tcW"))]
        for row in story.iter(qn("w:tr"))
    ]
    return grid, rows


# --- Ids and names --------------------------------------------------------------------------------


def test_bookmark_copied_by_a_loop_is_kept_once() -> None:
    copy = '<w:p><w:bookmarkStart w:id="5" w:name="_GoBack"/><w:bookmarkEnd w:id="5"/></w:p>'
    other = '<w:p><w:bookmarkStart w:id="5" w:name="b"/><w:bookmarkEnd w:id="5"/></w:p>'
    story = body(copy * 3 + other)
    keep_unique(story)
    starts = [
        (each.get(qn("w:name")), each.get(qn("w:id"))) for each in story.iter(qn("w:bookmarkStart"))
    ]
    ends = [each.get(qn("w:id")) for each in story.iter(qn("w:bookmarkEnd"))]
    assert [name for name, _ in starts] == ["_GoBack", "b"]
    assert [number for _, number in starts] == ends
    assert len(set(ends)) == 2


def test_overlapping_bookmarks_keep_their_ends() -> None:
    story = body(
        '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="2" w:name="b"/>'
        '<w:bookmarkEnd w:id="1"/><w:r/><w:bookmarkEnd w:id="2"/></w:p>'
    )
    keep_unique(story)
    a, b = (each.get(qn("w:id")) for each in story.iter(qn("w:bookmarkStart")))
    assert [each.get(qn("w:id")) for each in story.iter(qn("w:bookmarkEnd"))] == [a, b]


def test_ids_of_paragraphs_and_content_controls_are_kept_once() -> None:
    copy = (
        '<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent>'
        '<w:p w14:paraId="0A"/></w:sdtContent></w:sdt>'
    )
    story = body(copy * 2)
    keep_unique(story)
    assert len(list(story.iter(qn("w:id")))) == 1
    ids = [each.get(f"{{{W14}}}paraId") for each in story.iter(qn("w:p"))]
    assert ids == ["0A", None]


# --- Columns --------------------------------------------------------------------------------------


def test_columns_made_by_a_loop_share_the_width_of_the_table() -> None:
    story = body(
        table([4000, 2000, 1500, 1500], [4000, 2500, 2500, 2500], [4000, 2500, 2500, 2500])
    )
    fit_grids(story)
    grid, rows = widths(story)
    assert grid == [3130, 1957, 1957, 1957]
    assert rows == [grid, grid]


def test_table_whose_cells_and_grid_agree_stays_as_it_is() -> None:
    given = [4000, 2010, 2990], [[4000, 2000, 3000], [4000, 2000, 3000]]
    story = body(table(given[0], *given[1]))
    fit_grids(story)
    assert widths(story) == given


def test_table_measured_in_percent_stays_as_it_is() -> None:
    story = body(table([4000, 5000], [2500, 2500], kind="pct"))
    fit_grids(story)
    assert widths(story) == ([4000, 5000], [[2500, 2500]])
