"""Files as people have them: Excel workbooks, CSV in many encodings, heads in ten languages, grouped numbers. And files
that are made to do harm."""

import csv
import io
import time
import zipfile
from collections.abc import Mapping
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from bot.errors import UserError
from bot.orders.batch import BatchRow, Problem
from bot.partner.goods import Product
from bot.ui.batch_columns import COLUMNS, ColumnWords, column_words, count_names
from bot.ui.batch_input import parse_rows, rows_of_file
from bot.ui.i18n import FOLDER, Languages
from bot.ui.spreadsheets import MAX_FILE_SIZE, read_file

LANGUAGES = Languages()
WORDS = column_words(LANGUAGES)

Cell = str | int | float | bool | datetime | None


def workbook(*sheets: list[list[Cell]], hidden: int | None = None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        sheet.sheet_state = "hidden" if number == hidden else "visible"
        for row in rows:
            sheet.append(row)
    return packed(book)


def packed(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The workbook with these parts in place of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in {*old.namelist(), *changes}:
            new.writestr(part, changes[part] if part in changes else old.read(part))
    return file.getvalue()


def sheet_xml(rows: str, dimension: str = "A1") -> bytes:
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<worksheet xmlns="{xmlns}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'.encode()
    )


def with_shared_strings(*strings: str) -> bytes:
    """A workbook of one row with these cells, which stand apart from the sheet, as Excel writes them."""
    content = workbook([["x"]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = "".join(f"<si><r><t>{string[:1]}</t></r><r><t>{string[1:]}</t></r></si>" for string in strings)
    cells = "".join(f'<c r="{chr(65 + n)}1" t="s"><v>{n}</v></c>' for n in range(len(strings)))
    return repacked(
        content,
        {
            "[Content_Types].xml": types.replace(b"</Types>", entry.encode()),
            "xl/sharedStrings.xml": f'<sst xmlns="{xmlns}">{items}</sst>'.encode(),
            "xl/worksheets/sheet1.xml": sheet_xml(f'<row r="1">{cells}</row>'),
        },
    )


def brief(rows: list[BatchRow]) -> list[tuple[str | None, int | None, str | None] | Problem]:
    return [row.problem or (row.recipient, row.amount, row.invoice) for row in rows]


async def read_rows(content: bytes, words: ColumnWords) -> tuple[str, list[BatchRow], int]:
    return rows_of_file(await read_file(content, lambda text: count_names(text, words)), words)


async def read(content: bytes) -> list[tuple[str | None, int | None, str | None] | Problem]:
    return brief((await read_rows(content, WORDS))[1])


async def refused(content: bytes) -> str:
    with pytest.raises(UserError) as raised:
        await read_rows(content, WORDS)
    return raised.value.text


# Grouped numbers, and lines that can be read in two ways


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("@ivan 500 000", Problem.UNCLEAR),
        ("@ivan 500 100", Problem.UNCLEAR),
        ("@ivan 1\u00a0000 000", Problem.UNCLEAR),
        ("@alice,50,000", Problem.UNCLEAR),
        ("@alice, 50,000", Problem.UNCLEAR),
        ("@alice,5,000,000", Problem.UNCLEAR),
        ("@ivan 500 000 inv-7", ("ivan", 500_000, "inv-7")),
        ("@alice,50,000,inv-1", ("alice", 50_000, "inv-1")),
        ("@alice\t1,000", ("alice", 1000, None)),
        ("@alice\t1 000\tinv", ("alice", 1000, "inv")),
        ("@alice;50\u00a0000;000", ("alice", 50_000, "000")),
        ("@alice;500;000", ("alice", 500, "000")),
        ("@alice 50,000", ("alice", 50_000, None)),
        ("@alice 50.000 inv-1", ("alice", 50_000, "inv-1")),
        ('@alice,"50,000"', ("alice", 50_000, None)),
        ('@alice, "50,000", inv-1', ("alice", 50_000, "inv-1")),
        ("@alice 500.00", ("alice", 500, None)),
        ("@alice 500.0 inv-1", ("alice", 500, "inv-1")),
        ("@alice;500.00", ("alice", 500, None)),
        ("@alice;1.000,00", ("alice", 1000, None)),
        ("@alice 1.5", Problem.AMOUNT),
        ("@alice;;77", Problem.AMOUNT),
        ("alice - 500", ("alice", 500, None)),
        ("alice — many", Problem.AMOUNT),
        ("alice;much", Problem.AMOUNT),
        ("500 @alice inv-1", ("alice", 500, "inv-1")),
        ("500;@alice;inv-1", ("alice", 500, "inv-1")),
        ("@alice، ۵۰۰", ("alice", 500, None)),
        ("@alice ٥٠٠ inv-1", ("alice", 500, "inv-1")),
        ("@alice 100 77", ("alice", 100, "77")),
    ],
)
def test_a_line_is_read_in_one_way_or_is_unclear(line: str, read: object) -> None:
    assert brief(parse_rows(line, WORDS)) == [read]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1. @alice - 500", [("alice", 500, None)]),
        ("1. @alice 500\n2) @bobby 100 inv-2", [("alice", 500, None), ("bobby", 100, "inv-2")]),
        ("51.@alice 500\n№ 52. @bobby 60", [("alice", 500, None), ("bobby", 60, None)]),
        ("• alice 500\n- @bobby 60", [("alice", 500, None), ("bobby", 60, None)]),
        ("1.;@alice;500;inv-1\n2.;@bobby;60", [("alice", 500, "inv-1"), ("bobby", 60, None)]),
        ("1;@alice;500;inv-1\n2;@bobby;60;inv-2", [("alice", 500, "inv-1"), ("bobby", 60, "inv-2")]),
        ("1 @alice 500\n2 @bobby\n3 @carol 60", [("alice", 500, None), Problem.FORMAT, ("carol", 60, None)]),
        ("51 @alice 500\n52 @bobby 500\n54 @carol 60", [Problem.UNCLEAR] * 3),
        ("1 @alice 500\n2 @bobby 500\n2 @carol 60", [Problem.UNCLEAR] * 3),
        ("1 500 @alice\n2 500 @bobby", [Problem.UNCLEAR] * 2),
        ("100 @alice 77\n250 @bobby 78", [("alice", 100, "77"), ("bobby", 250, "78")]),
        ("500 @alice\n501 @bobby", [("alice", 500, None), ("bobby", 501, None)]),
        ("-500 @alice", [Problem.USERNAME]),
        ("@alice 100, @durov 200", [("alice", 100, None), ("durov", 200, None)]),
        ("1. @alice 100 inv-1; 2. @durov 6m", [("alice", 100, "inv-1"), ("durov", 6, None)]),
        ("@alice 100, @durov", [Problem.USERNAME]),
        ("alice;100\nbobby;500 pcs\nTotal:;600", [("alice", 100, None), ("bobby", 500, None), Problem.USERNAME]),
        ("alice 100\nTOTAL 100", [("alice", 100, None), Problem.USERNAME]),
        ("@alice 100\n@total 100", [("alice", 100, None), ("total", 100, None)]),
    ],
)
def test_a_list_with_numbers_or_several_purchases_in_a_line(text: str, read: list[object]) -> None:
    assert brief(parse_rows(text, WORDS)) == read


async def test_an_invoice_of_excel_keeps_its_zeros_and_is_that_of_each_merged_row() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Username", "Amount", "Invoice"],
        ["@alice", "500 stars", 77],
        ["@bobby", 1.0e2, 1.0],
        ["@carol", "1 000 звёзд", "inv-7"],
        ["@diana", 60, None],
        ["@erica", "6 months", datetime.fromisoformat("2026-05-01")],
        ["@fiona", 70, 2.5],
        ["@gloria", "500 шт.", 123456789012345678],
        ["Total", 1230],
    ):
        sheet.append(row)
    sheet["C2"].number_format = "00000"
    sheet.merge_cells("C4:C5")
    for column in "ABC":
        sheet.merge_cells(f"{column}9:{column}10")  # two lines high, and one row
    assert await read(packed(book)) == [
        ("alice", 500, "00077"),
        ("bobby", 100, "1"),
        ("carol", 1000, "inv-7"),
        ("diana", 60, "inv-7"),
        ("erica", 6, "2026-05-01"),
        Problem.INVOICE,
        Problem.INVOICE,
        Problem.USERNAME,
    ]


async def test_cells_that_are_merged_a_thousand_times_are_written_once() -> None:
    content = workbook([[f"@a{n:04}", 100, "x"] for n in range(90)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    merges = b'<mergeCell ref="C1:C1048576"/>' * 1000 + b'<mergeCell ref="ZZ1:ZZ9"/>'
    forged = sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")
    rows = await read(repacked(content, {"xl/worksheets/sheet1.xml": forged}))
    assert rows == [(f"a{n:04}", 100, "x") for n in range(90)], "nothing is written twice"


@pytest.mark.parametrize("line", ["@alice 6 months", "@alice premium 6", "@alice;6 мес.", "@alice 6m"])
def test_premium_as_people_write_it(line: str) -> None:
    (row,) = parse_rows(line, WORDS)
    assert (row.recipient, row.product, row.amount, row.invoice) == ("alice", Product.PREMIUM, 6, None)


# Heads


@pytest.mark.parametrize("language", sorted(folder.name for folder in FOLDER.iterdir()))
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_have_names_in_every_language_and_any_order(language: str, separator: str) -> None:
    i18n = LANGUAGES.speak(language)
    names = {column: i18n.get("columns", column=column).split(",") for column in COLUMNS}
    for number in range(max(map(len, names.values()))):
        head = {
            column: some[min(number, len(some) - 1)].strip() for column, some in names.items() if column != "product"
        }
        month = (
            "6"
            if parse_rows(f"{head['amount']};{head['recipient']}\n6;@a_lice", WORDS)[0].product == "premium"
            else "500"
        )
        text = separator.join([head["invoice"].upper(), "?", head["amount"].title(), head["recipient"]])
        text += f"\n{separator.join(['inv-1', 'x', month, '@alice'])}\n"
        assert brief(parse_rows(text, WORDS)) == [("alice", int(month), "inv-1")], text


def test_a_name_means_one_column_in_all_languages() -> None:
    for name, meanings in WORDS.items():
        assert name
        assert len({column for column, _ in meanings}) == 1, name


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Amount,Username\n100,@alice", [("alice", 100, None)]),
        ("Clients\n\nTelegram username;Amount of Stars\nalice;1 000", [("alice", 1000, None)]),
        ("Username Amount Invoice\n@alice 500 inv-7", [("alice", 500, "inv-7")]),
        ("Username,Amount\n@alice,50,000\nbobby,500.0,", [("alice", 50_000, None), ("bobby", 500, None)]),
        ("Username,Amount,Invoice\n@alice,50,000\nbobby,50,77", [Problem.UNCLEAR, ("bobby", 50, "77")]),
        ("Name,Username,Stars\nAlice L.,alice,100", [("alice", 100, None)]),
        ("Client reference;User;Qty\ni-1;alice;100", [("alice", 100, "i-1")]),
        ("sep=;\r\nMonths;Recipient\r\n6;alice", [("alice", 6, None)]),
        (
            "username,stars,premium,invoice\n@alice,100,,1\n@bobby,,6,2\n@carol,100,3,4\n@david,,,5",
            [("alice", 100, "1"), ("bobby", 6, "2"), Problem.UNCLEAR, Problem.AMOUNT],
        ),
        ("Months;Username;Stars\n3;alice;\n;bobby;1 000", [("alice", 3, None), ("bobby", 1000, None)]),
        ("alice - 500\n@bobby 100", [("alice", 500, None), ("bobby", 100, None)]),
        ("alice: viel\n@bobby 100", [Problem.USERNAME, ("bobby", 100, None)]),
        ("@username,amount\n@bobby,100", [Problem.AMOUNT, ("bobby", 100, None)]),
        ("username\n@bobby 100", [Problem.FORMAT, ("bobby", 100, None)]),
    ],
)
def test_a_head_names_columns_and_nothing_else_vanishes(text: str, read: object) -> None:
    assert brief(parse_rows(text, WORDS)) == read


@pytest.mark.parametrize(
    "text", ["Username,Colour\n@alice,1", "Amount;Amount;Username\n1;2;@alice", "Stars,Price\n1,2"]
)
def test_columns_that_cannot_be_told_apart_are_asked(text: str) -> None:
    with pytest.raises(UserError, match="bulk-columns"):
        parse_rows(text, WORDS)


@pytest.mark.parametrize("product", ["Premium", "премиум", "🎁", "3 months"])
def test_a_product_may_have_its_column(product: str) -> None:
    text = f"Username;Product;Amount\n@alice;{product};6\n@bobby;stars;100\n@carol;bread;1\n@david;stars;6m"
    rows = parse_rows(text.replace("🎁", "premium"), WORDS)
    assert [row.product for row in rows] == [Product.PREMIUM, Product.STARS, None, None]
    assert [row.problem for row in rows[2:]] == [Problem.AMOUNT, Problem.AMOUNT]


# CSV


def test_a_quoted_cell_with_a_line_break_is_one_cell() -> None:
    text = 'username,amount,comment,invoice\n@alice,100,"first\nsecond, third",inv-1\n@bobby,50,"said ""hi""",\n'
    assert brief(parse_rows(text, WORDS)) == [("alice", 100, "inv-1"), ("bobby", 50, None)]
    assert brief(parse_rows('@alice,100,"inv\n7"\n@bobby,50', WORDS)) == [Problem.INVOICE, ("bobby", 50, None)]
    assert brief(parse_rows('"@alice"\t"100"\t"x\ty"\n@bobby\t50', WORDS)) == [Problem.INVOICE, ("bobby", 50, None)]


def test_a_single_quotation_mark_swallows_no_rows() -> None:
    for text in ('@alice,100,"inv\n@bobby,50\n@carol,60', '"alice;100\n@bobby;50\n@carol;60'):
        assert brief(parse_rows(text, WORDS))[1:] == [("bobby", 50, None), ("carol", 60, None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
async def test_a_russian_file_in_every_encoding(encoding: str) -> None:
    text = "Счёт;Количество;Ник\r\ninv-1;1\u00a0000;alice\r\n"
    assert await read(text.encode(encoding)) == [("alice", 1000, "inv-1")]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1252", "Referência;Usuário;Estrelas"),
        ("cp1252", "Número de factura;Usuario;Número de estrellas"),
        ("cp1254", "Fiş;Alıcı;Yıldız sayısı"),
        ("cp1256", "الفاتورة;اسم المستخدم;الكمية"),
        ("cp1251", "Інвойс;Отримувач;Кількість"),
    ],
)
async def test_a_file_of_an_old_code_page(encoding: str, head: str) -> None:
    assert await read(f"{head}\r\ninv-1;@alice;500\r\n".encode(encoding)) == [("alice", 500, "inv-1")]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<html><table>",
        b"{\\rtf1 @alice 100",
        b"\xff\xd8\xff\xe0\x00",
        b"PK\x03\x04",
        b"@alice 100\x00",
        b"\xff\xfe\x00",
        b"\x1b[31m@alice 100",
    ],
)
async def test_other_files_are_refused_with_what_to_do(content: bytes) -> None:
    assert await refused(content) == "bulk-not-read"


# Excel


async def test_a_workbook_as_excel_writes_it() -> None:
    rows: list[list[Cell]] = [
        ["Clients of May", None, None, None],
        [None, None, None, None],
        ["Date", "Invoice", "Amount", "Username"],
        [datetime.fromisoformat("2026-05-01"), 77.0, 500.0, "@alice"],
        [datetime.fromisoformat("2026-05-01T12:30"), "inv-2", "1 000", "bobby "],
        [None, None, "6m", "https://t.me/carol"],
        [None, datetime.fromisoformat("2026-05-02"), 100, "david"],
        [None, None, 100.5, "emily"],
        [None, None, True, "frank"],
        [None, "#REF!", 100, "grace"],
    ]
    good = [("alice", 500, "77"), ("bobby", 1000, "inv-2"), ("carol", 6, None), ("david", 100, "2026-05-02")]
    assert await read(workbook(rows)) == [*good, Problem.AMOUNT, Problem.AMOUNT, Problem.INVOICE]


async def test_strings_that_stand_apart_are_read() -> None:
    assert await read(with_shared_strings("@alice", "1\u00a0000", "inv-1")) == [("alice", 1000, "inv-1")]
    assert await read(with_shared_strings("@alice 500 inv-1")) == [("alice", 500, "inv-1")]


async def test_merged_cells_and_formulas_give_no_order_of_their_own() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Username", "Amount"], ["@alice", 100], [None, 200], ["@bobby", "=50+50"], ['=HYPERLINK("x")', 100]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    formula = Problem.FORMULA
    assert await read(packed(book)) == [("alice", 100, None), Problem.USERNAME, formula, formula]


async def test_a_formula_without_a_stored_value_is_never_left_out() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["@alice", 100, "=B1"], ["@bobby", 100, None, "=1+1"], ["@carol", 100, "inv-3"]):
        sheet.append(row)
    sheet["C4"] = ArrayFormula("C4", "=SUM(A1:B1)")
    sheet["A4"], sheet["B4"] = "@david", 100
    assert await read(packed(book)) == [Problem.FORMULA, Problem.FORMULA, ("carol", 100, "inv-3"), Problem.FORMULA]


@pytest.mark.parametrize(
    "line",
    [
        '=HYPERLINK("https://t.me/user";"@user") 500',
        "=HYPERLINK 5",
        '"=HYPERLINK(""https://t.me/user"")",100,inv-1',
        "@alice,100,=B1",
        '@alice,"=100"',
        "@alice;=B2;inv-1",
        "'=alice;100",
        "＝alice 100",
        "@alice =500",
    ],
)
def test_a_formula_in_a_text_is_never_ordered(line: str) -> None:
    assert brief(parse_rows(line, WORDS)) == [Problem.FORMULA]
    assert brief(parse_rows(f"Username;Amount;Invoice\n{line}", WORDS)) == [Problem.FORMULA]


def test_an_equals_sign_between_words_is_no_formula() -> None:
    assert brief(parse_rows("alice = 500", WORDS)) == [("alice", 500, None)]


async def test_the_value_of_a_formula_is_read_that_excel_has_stored() -> None:
    content = workbook([["@alice", 1]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    with_formula = sheet.replace(b"<v>1</v>", b"<f>[1]Other!A1*2</f><v>500</v>")
    assert with_formula != sheet
    assert await read(repacked(content, {"xl/worksheets/sheet1.xml": with_formula})) == [("alice", 500, None)]


async def test_hidden_rows_are_left_out_and_counted() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for name in ("@alice", "@durov", "@carol", "@bobby"):
        sheet.append([name, 100])
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = sheet.row_dimensions[9].hidden = True
    sheet["C4"] = "=1+1"  # which is read a second time
    _, rows, hidden = await read_rows(packed(book), WORDS)
    assert (brief(rows), hidden) == ([("alice", 100, None), Problem.FORMULA], 2)


async def test_a_filter_may_hide_more_rows_than_a_batch_has() -> None:
    book = Workbook()
    for number in range(1500):
        book.worksheets[0].append([f"@person_{number}", 100])
        book.worksheets[0].row_dimensions[number + 1].hidden = number != 1498
    _, rows, hidden = await read_rows(packed(book), WORDS)
    assert (brief(rows), hidden) == ([("person_1498", 100, None)], 1499)


async def test_too_many_hidden_rows_are_not_read() -> None:
    content = repacked(workbook([["@alice", 1]]), {"xl/worksheets/sheet1.xml": sheet_xml('<row hidden="1"/>' * 20_001)})
    assert await refused(content) == "bulk-too-large"


async def test_the_first_visible_sheet_with_rows_is_read() -> None:
    notes: list[list[Cell]] = [["Notes"], ["call Alice"]]
    content = workbook([["@hidden_one", 100]], [], notes, [["@alice", 100]], [["@bobby", 100]], hidden=0)
    name, rows, _ = await read_rows(content, WORDS)
    assert (name, brief(rows)) == ("Sheet 3", [("alice", 100, None)])
    assert (await read_rows(workbook([], [["@alice", 100]]), WORDS))[0] == "", "there is no other to choose"
    assert await read(workbook(notes)) == [Problem.FORMAT, Problem.AMOUNT]
    assert await refused(workbook([])) == "bulk-empty"


# Files that are made to do harm


async def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = workbook([["@alice", 100]])
    bomb = repacked(content, {"xl/media/image1.png": b"\0" * 200_000_000})
    assert len(bomb) < MAX_FILE_SIZE
    began = time.process_time()
    assert await refused(bomb) == "bulk-too-large"
    assert time.process_time() - began < 2, "nothing was unpacked"


async def test_a_part_that_lies_about_its_size_is_not_unpacked_further() -> None:
    content = repacked(workbook([["@alice", 100]]), {"xl/worksheets/sheet1.xml": b" " * 100_000_000})
    real, said = (100_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert content.count(real) == 2, "its local header, and the list at the end"
    assert await refused(content.replace(real, said)) == "bulk-not-read"


async def test_a_large_file_is_refused() -> None:
    assert await refused(b"@alice 100\n" * (MAX_FILE_SIZE // 11 + 1)) == "bulk-too-large"


async def test_very_many_parts_are_refused() -> None:
    parts = {f"xl/media/{number}.png": b"" for number in range(2000)}
    assert await refused(repacked(workbook([["@alice", 100]]), parts)) == "bulk-too-large"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
async def test_a_billion_laughs_are_refused(part: str, encoding: str) -> None:
    content = with_shared_strings("@alice")
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{"".join(lines)}]><x>&a9;</x>'
    assert await refused(repacked(content, {part: xml.encode(encoding)})) == "bulk-not-read"


async def test_a_hundred_thousand_rows_are_too_many_and_not_all_read() -> None:
    assert await refused(b"@alice,100\n" * 90_000) == "bulk-too-many"
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>@alice</t></is></c><c r="B{0}"><v>100</v></c></row>'
    for number, answer in ((100_000, "bulk-too-many"), (200_000, "bulk-too-large")):
        xml = sheet_xml("".join(map(row.format, range(1, number))))
        content = repacked(workbook([["@alice", 100]]), {"xl/worksheets/sheet1.xml": xml})
        assert await refused(content) == answer


async def test_a_sheet_that_claims_to_be_huge_is_read_by_its_rows() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>@alice</t></is></c><c r="B1"><v>100</v></c>'
    rows += '<c r="XFD1"><v>7</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    for dimension in ("A1", "A1:XFD1048576"):
        content = repacked(workbook([["x"]]), {"xl/worksheets/sheet1.xml": sheet_xml(rows, dimension)})
        assert await read(content) == [("alice", 100, None)], dimension
    assert (
        await refused(repacked(content, {"xl/worksheets/sheet1.xml": sheet_xml(rows, "A1:ZZZZZ9")})) == "bulk-not-read"
    )


@pytest.mark.parametrize(
    "cell",
    ["x" * 32_000, "\u202e@ecila", "@al\u200bice\u202e", '=HYPERLINK("http://x")', "@alice\t\n", "<b>@alice</b>"],
)
async def test_odd_cells_are_shown_short_and_plain(cell: str) -> None:
    (row,) = (await read_rows(workbook([[cell, 100, "inv-1"]]), WORDS))[1]
    assert len(row.text) <= 40
    assert row.text.isprintable()
    assert row.problem or row.recipient in ("alice", "ecila")


async def test_a_megabyte_in_a_cell_is_a_wrong_row() -> None:
    cells = io.StringIO()
    csv.writer(cells).writerows([["@alice", "100", "x" * 900_000], ["@bobby", "100"]])
    assert await read(cells.getvalue().encode()) == [Problem.FORMAT, ("bobby", 100, None)]
