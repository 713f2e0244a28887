"""Document tree to paragraphs and back: nothing is lost, for any document."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import Block, assemble, flatten, tidy, written
from reports.choices import BlockKind
from reports.document import Cell, Document, Item, ItemStyle, Section, Signature, Table, as_json, from_json
from reports.numbering import lines
from tests.reports import sample

words = st.text("甲乙丙，。“”1a", min_size=1, max_size=6)
items = st.builds(Item, words, st.sampled_from(["", "丁。"]), style=st.sampled_from([None, *ItemStyle]))
tables = st.builds(
    lambda text: Table((0.5, 0.5), ((Cell("题", columns=2),),), ((Cell(text), Cell("")),)), words
)


def sections(inner):
    return st.builds(
        Section,
        words,
        st.lists(words, max_size=2).map(tuple),
        st.lists(items, max_size=3).map(tuple),
        st.sampled_from(list(ItemStyle)),
        inner,
        st.lists(tables, max_size=1).map(tuple),
    )


documents = st.builds(
    Document,
    title=words,
    opening=st.lists(words, max_size=2).map(tuple),
    sections=st.lists(sections(st.lists(sections(st.just(())), max_size=2).map(tuple)), max_size=3).map(
        tuple
    ),
    closing=st.lists(words, max_size=2).map(tuple),
    signature=st.just(Signature("甲镇", dt.date(2026, 11, 3))),
)


@given(documents)
@settings(max_examples=150, deadline=None)
def test_apart_and_together_again_prints_the_same(document):
    again = assemble(document, flatten(document))
    assert lines(again) == lines(document)
    assert [table for block in flatten(again) if (table := block.table)] == [
        table for block in flatten(document) if (table := block.table)
    ]


@given(documents)
@settings(max_examples=80, deadline=None)
def test_no_two_paragraphs_have_one_source(document):
    sources = [block.source for block in flatten(document)]
    assert len(set(sources)) == len(sources)
    assert "" not in sources


@given(documents)
@settings(max_examples=80, deadline=None)
def test_the_json_of_a_document_keeps_everything(document):
    assert from_json(as_json(document)) == document


@given(documents)
@settings(max_examples=80, deadline=None)
def test_tidying_takes_out_headings_and_marks_only(document):
    def texts(found):
        kept = {"addressee", "paragraph", "item"}
        return [f"{line.lead}{line.text}" for line in lines(found) if line.kind in kept]

    assert texts(tidy(document)) == texts(document)
    assert tidy(tidy(document)) == tidy(document)


def test_the_sample_goes_there_and_back():
    document = sample.document()
    assert lines(assemble(document, flatten(document))) == lines(document)


def test_a_paragraph_between_two_items_interrupts_no_count():
    blocks = [
        Block(BlockKind.HEADING1, "heading:a", "甲"),
        Block(BlockKind.SPOKEN, "a:1", "其一。"),
        Block(BlockKind.PLAIN, "", "另外。"),
        Block(BlockKind.SPOKEN, "a:2", "其二。"),
    ]
    printed = [line.whole for line in lines(tidy(assemble(Document("题"), blocks)))]
    assert printed == ["题", "一、甲", "一是其一。", "另外。", "二是其二。"]


def test_a_paragraph_below_a_table_stays_below_it():
    table = Table((1.0,), ((Cell("题"),),), ((Cell("甲"),),))
    blocks = [
        Block(BlockKind.HEADING1, "heading:a", "甲"),
        Block(BlockKind.TABLE, "t", written(table), table=table),
        Block(BlockKind.PLAIN, "", "附记。"),
    ]
    (section,) = assemble(Document("题"), blocks).sections
    assert section.tables == (table,)
    assert section.sections == (Section("", ("附记。",)),)


def test_a_closing_that_was_moved_up_is_a_paragraph_where_it_stands():
    blocks = [
        Block(BlockKind.CLOSING, "closing.1", "特此报告。"),
        Block(BlockKind.HEADING1, "heading:a", "甲"),
        Block(BlockKind.PLAIN, "a.1", "乙。"),
        Block(BlockKind.CLOSING, "closing.2", "妥否，请示。"),
    ]
    document = assemble(Document("题"), blocks)
    assert (document.opening, document.closing) == (("特此报告。",), ("妥否，请示。",))


def test_an_item_before_every_heading_keeps_its_mark():
    document = assemble(Document("题"), [Block(BlockKind.ARABIC, "", "甲。")])
    assert document.sections == (Section("", (), (Item("甲。", style=ItemStyle.ARABIC),), ItemStyle.ARABIC),)


def test_the_words_before_an_edited_text_are_no_longer_its_lead():
    block = Block(BlockKind.ARABIC, "measure:1", "改写了。", "强化队伍。")
    (section,) = assemble(Document("题"), [Block(BlockKind.HEADING1, "h", "甲"), block]).sections
    assert (section.items[0].lead, section.items[0].text) == ("", "改写了。")
