"""Who carries whose copy, by the words."""

from __future__ import annotations

import random as randoms
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.settings import Settings
from compare.syndication import Candidate, Copy, find_copies, independent_outlets, voices
from compare.syndication.shingles import shingles_of

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)
WIRE = (
    "Fire destroyed a cold storage warehouse in northern Indiana on Friday and three firefighters "
    "were hurt when ammonia leaked from the cooling plant, officials of the county said.\n\n"
    "Crews from nine towns fought the flames for eleven hours before the roof gave way at dawn. "
    "The owner said that nobody was working inside when the first alarm rang shortly after four "
    "in the morning.\n\n"
    "People living within a mile of the building were told to leave at five and could return in "
    "the afternoon, once the air had been measured at eleven places. Schools in two towns stayed "
    "closed for the day.\n\n"
    "The warehouse was built in the seventies and held frozen vegetables for a chain of shops. "
    "Its valves had been inspected in the spring; a second visit was due next week, according to "
    "papers that the county handed to reporters."
)
OTHER = (
    "When the roof of the Pell building fell in, half a mile away Dorothy Lindqvist felt her "
    "kitchen shake. Her street had been told to shut its windows because of fumes, then to leave, "
    "and then to stay.\n\n"
    "By noon the school gymnasium held two hundred neighbours with blankets and dogs. Somebody "
    "had brought a piano down from the music room, and a girl of nine played the only piece she "
    "knew until her uncle asked her for mercy.\n\n"
    "Lindqvist has lived on Cutter Street since her wedding. She remembers the plant as the place "
    "where her brothers found their first jobs and lost their hearing, and she does not remember "
    "a year in which nobody spoke of the smell.\n\n"
    "What she would like, she says, is that one of the men in suits came by and drank a glass of "
    "the tap water with her, slowly, to the end."
)
STATEMENT = (
    "This company was told in March and again in June that the valves were failing, and it chose "
    "to wait for a cheaper quarter, and three of our people breathed what it saved by waiting. "
    "We have asked for the papers since the spring of last year and were sent a brochure. "
    "Nobody who worked on that floor believed the numbers that the firm hung up beside the gate. "
    "We shall see them in court, and we shall bring every letter that they never answered."
)
SETTINGS = Settings()


def article(name: str, text: str, *, outlet: str | None = None, hours: float = 0) -> Candidate:
    return Candidate(
        article_id=name,
        outlet=outlet or f"outlet {name}",
        published=NOON + timedelta(hours=hours),
        text=text,
    )


def reworded(text: str, share: float, seed: int = 1) -> str:
    """The text with this share of its words replaced, all over it."""
    chance = randoms.Random(seed)
    return "\n\n".join(
        " ".join(
            f"new{chance.randrange(999)}" if chance.random() < share else word
            for word in paragraph.split()
        )
        for paragraph in text.split("\n\n")
    )


def found(*articles: Candidate, settings: Settings = SETTINGS) -> dict[str, str]:
    copies = find_copies(articles, settings)
    return {copy.article_id: copy.source_article_id for copy in copies}


def independent(articles: Sequence[Candidate]) -> int:
    return independent_outlets(articles, voices(articles, find_copies(articles, SETTINGS)))


def test_a_copy_names_the_earlier_article() -> None:
    assert found(article("a", WIRE), article("b", WIRE, hours=1)) == {"b": "a"}
    assert found(article("a", WIRE, hours=1), article("b", WIRE)) == {"a": "b"}


def test_of_two_at_the_same_moment_the_id_decides() -> None:
    assert found(article("b", WIRE), article("a", WIRE)) == {"b": "a"}


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("seed", range(5))
def test_a_lightly_edited_copy_is_found(share: float, seed: int) -> None:
    copy = article("b", reworded(WIRE, share, seed), hours=1)
    assert found(article("a", WIRE), copy, article("c", OTHER, hours=2)) == {"b": "a"}


def test_a_text_of_which_most_is_reworded_is_no_copy() -> None:
    assert found(article("a", WIRE), article("b", reworded(WIRE, 0.6), hours=1)) == {}


def test_a_shortened_copy_is_found() -> None:
    half = "\n\n".join(WIRE.split("\n\n")[:2])
    [copy] = find_copies([article("a", WIRE), article("b", half, hours=1)], SETTINGS)
    assert copy == Copy(article_id="b", source_article_id="a", containment=1.0)


def test_a_copy_is_found_with_paragraphs_dropped_and_in_another_order() -> None:
    first, second, third, _ = WIRE.split("\n\n")
    moved = "\n\n".join([third, first, second])
    assert found(article("a", WIRE), article("b", moved, hours=1)) == {"b": "a"}


def test_a_copy_with_a_lead_of_its_own_is_found() -> None:
    led = "\n\n".join([OTHER.split("\n\n")[0], WIRE])
    assert found(article("a", WIRE), article("b", led, hours=1)) == {"b": "a"}


def test_an_account_that_takes_in_a_paragraph_is_no_copy() -> None:
    own = "\n\n".join([OTHER, WIRE.split("\n\n")[1]])
    assert found(article("a", WIRE), article("b", own, hours=1)) == {}


def test_an_account_that_holds_the_whole_wire_and_more_of_its_own_is_no_copy() -> None:
    longer = "\n\n".join([OTHER, WIRE, reworded(OTHER, 1)])
    assert found(article("a", WIRE), article("b", longer, hours=1)) == {}


def test_a_later_excerpt_of_a_longer_account_is_its_copy() -> None:
    longer = "\n\n".join([OTHER, WIRE, reworded(OTHER, 1)])
    assert found(article("a", longer), article("b", WIRE, hours=1)) == {"b": "a"}


def test_own_words_are_no_copy() -> None:
    assert found(article("a", WIRE), article("b", OTHER, hours=1)) == {}


def test_set_phrases_in_another_order_are_no_copy() -> None:
    phrases = [
        "the department of homeland security said in a statement",
        "according to officials who spoke on condition of anonymity",
        "did not immediately respond to a request for comment",
        "the house of representatives on wednesday voted to",
        "the supreme court of the united states has agreed",
        "the national weather service in northern indiana warned",
    ]
    chance = randoms.Random(2)

    def told(name: str, order: list[str]) -> str:
        return " ".join(
            " ".join([phrase, *(f"{name}{chance.randrange(500)}" for _ in range(9))])
            for phrase in order
        )

    first, second = told("one", phrases), told("two", phrases[::-1])
    shared = {"a": article("a", first), "b": article("b", second, hours=1)}
    assert found(*shared.values()) == {}


def test_one_outlets_own_articles_are_never_copies() -> None:
    pair = article("a", WIRE, outlet="Wire"), article("b", WIRE, outlet="Wire", hours=1)
    assert found(*pair) == {}


def test_what_an_outlet_takes_back_from_its_copier_is_its_own() -> None:
    own = article("a", WIRE, outlet="Wire")
    copied = article("b", f"{WIRE}\n\n{OTHER[:240]}", hours=1)
    taken_back = article("c", copied.text, outlet="Wire", hours=2)
    assert found(own, copied, taken_back) == {"b": "a"}


@pytest.mark.parametrize("text", ["", "Fire in Indiana.", "Fire destroyed a warehouse " * 5])
def test_articles_of_a_few_words_are_no_copies(text: str) -> None:
    assert found(article("a", text), article("b", text, hours=1)) == {}


def test_a_copy_of_a_copy_names_the_original() -> None:
    chain = [
        article("wire", WIRE),
        article("first", reworded(WIRE, 0.1, seed=2), hours=1),
        article("second", reworded(reworded(WIRE, 0.1, seed=2), 0.1, seed=3), hours=2),
    ]
    assert found(*chain) == {"first": "wire", "second": "wire"}


def test_a_copy_of_what_the_copier_added_goes_back_to_the_original() -> None:
    """Each step keeps enough of the one before; the last has little of the first left."""
    wire, beacon = WIRE.split("\n\n"), OTHER.split("\n\n")
    first = article("wire", WIRE)
    second = article("second", "\n\n".join([*wire[1:], beacon[0]]), hours=1)
    third = article("third", "\n\n".join([wire[3], beacon[0]]), hours=2)
    copies = find_copies([first, second, third], SETTINGS)
    assert {(copy.article_id, copy.source_article_id) for copy in copies} == {
        ("second", "wire"),
        ("third", "wire"),
    }
    # What is stated of the source is true of the source.
    assert copies[1].containment < 0.7


def test_case_and_punctuation_do_not_hide_a_copy() -> None:
    text = WIRE.upper().replace(",", " –").replace(".", " ;")
    assert found(article("a", WIRE), article("b", text, hours=1)) == {"b": "a"}


def test_the_closest_of_two_sources_is_named() -> None:
    far = article("far", "\n\n".join([reworded(WIRE, 0.25), OTHER, reworded(OTHER, 1)]))
    near = article("near", "\n\n".join([WIRE, reworded(OTHER, 1, 3), reworded(OTHER, 1, 4)]))
    late = article("late", WIRE, hours=2)
    assert found(far, late, near) == {"late": "near"}


def test_families_count_once() -> None:
    family = [article("a", WIRE), article("b", WIRE, hours=1), article("c", WIRE, hours=2)]
    own = article("d", OTHER, hours=3)
    assert independent([*family, own]) == 2
    assert independent(family) == 1


def test_an_outlet_with_a_copy_and_words_of_its_own_is_independent() -> None:
    articles = [
        article("a", WIRE),
        article("b", WIRE, outlet="Beacon", hours=1),
        article("c", OTHER, outlet="Beacon", hours=2),
    ]
    assert found(*articles) == {"b": "a"}
    assert independent(articles) == 2


def test_nothing_has_no_copies() -> None:
    assert found() == {}
    assert independent([]) == 0


CHINESE = (
    "印第安纳州北部一座冷藏仓库星期五发生大火，三名消防员因制冷装置氨气泄漏受伤，县政府官员说。"
    "来自九个镇的救援人员与大火搏斗了十一个小时，黎明时分屋顶坍塌。业主表示，凌晨四点刚过第一次"
    "警报响起时，里面没有人在工作。附近一英里内的居民五点被要求撤离，下午空气检测合格后才能返回。"
)
CHINESE_OTHER = (
    "佩尔大楼的屋顶倒塌时，半英里外的多萝西感到厨房在摇晃。她住的那条街先是被告知关好窗户，然后撤离，"
    "最后又说留在家里。到了中午，学校体育馆里挤满了两百名带着毯子和狗的邻居。有人从音乐教室搬来一架"
    "钢琴，一个九岁的女孩反复弹着她唯一会的曲子，直到她叔叔求饶为止。"
)
THAI = (
    "เกิดเหตุเพลิงไหม้โกดังห้องเย็นทางตอนเหนือของรัฐอินเดียนาเมื่อวันศุกร์และมีนักดับเพลิงสามคนได้รับบาดเจ็บ"
    "หลังก๊าซแอมโมเนียรั่วไหลจากระบบทำความเย็นเจ้าหน้าที่ของเทศมณฑลกล่าวว่าทีมดับเพลิงจากเก้าเมืองใช้เวลา"
    "สิบเอ็ดชั่วโมงในการควบคุมเพลิงก่อนที่หลังคาจะถล่มลงมาในช่วงรุ่งสาง"
)
HINDI = (
    "उत्तरी इंडियाना में शुक्रवार को एक शीत गोदाम में आग लग गई और शीतलन संयंत्र से अमोनिया रिसने से तीन दमकलकर्मी "
    "घायल हो गए, काउंटी के अधिकारियों ने बताया। नौ कस्बों के दलों ने ग्यारह घंटे तक आग से संघर्ष "
    "किया, फिर भोर में छत गिर गई। "
    "मालिक ने कहा कि सुबह चार बजे पहली घंटी बजने के समय भीतर कोई काम नहीं कर रहा था।"
)


@pytest.mark.parametrize("text", [CHINESE, THAI, HINDI])
def test_other_scripts(text: str) -> None:
    assert found(article("a", text), article("b", f"{text} 2025", hours=1)) == {"b": "a"}


def test_chinese_accounts_written_apart_are_no_copies() -> None:
    assert found(article("a", CHINESE), article("b", CHINESE_OTHER, hours=1)) == {}
    edited = CHINESE.replace("星期五", "周五").replace("黎明时分", "天亮时").replace("表示", "称")
    assert found(article("a", CHINESE), article("b", edited, hours=1)) == {"b": "a"}


@pytest.mark.parametrize(
    ("text", "runs", "words"),
    [
        ("The mayor’s Car burned", ("the mayor's car", "mayor's car burned"), 4),
        ("Too short", (), 2),
        ("", (), 0),
        ("印第安纳州火灾", ("印 第 安 纳 州 火", "第 安 纳 州 火 灾"), 3.5),
        ("ไฟไหม้" * 3, None, 3.6),
        ("हिन्दी भाषा का", ("हिन्दी भाषा का",), 3),
        ("iPhone 火灾 burns", ("iphone 火 灾 burns",), 3),
        ("one two “not this one” three four five", ("three four five",), 5),
    ],
)
def test_runs_of_three_words(text: str, runs: tuple[str, ...] | None, words: float) -> None:
    found = shingles_of(text, 3)
    assert found.words == pytest.approx(words)
    if runs is not None:
        assert found.ordered == runs


def test_hashing_loses_no_copy() -> None:
    """More articles than are all compared with each other."""
    chance = randoms.Random(3)
    names = [f"name{number}" for number in range(4000)]
    texts = [" ".join(chance.choices(names, k=150)) for _ in range(25)]
    texts += [reworded(text, 0.2, seed) for seed, text in enumerate(texts)]
    texts += ["", "Too short.", *texts[:5]]
    pile = [article(f"a{n:02}", text, hours=n) for n, text in enumerate(texts)]
    exact = find_copies(pile, replace(SETTINGS, copy_exact_up_to=len(pile)))
    hashed = find_copies(pile, replace(SETTINGS, copy_exact_up_to=0))
    assert len(exact) == 30
    assert hashed == exact


TEXTS = st.sampled_from(
    [WIRE, OTHER, reworded(WIRE, 0.1), reworded(WIRE, 0.3), reworded(OTHER, 0.2), CHINESE, "A."]
)
ARTICLES = st.lists(st.tuples(TEXTS, st.integers(0, 3), st.integers(0, 4)), max_size=7).map(
    lambda rows: [
        article(f"a{n}", text, outlet=f"outlet {outlet}", hours=hours)
        for n, (text, outlet, hours) in enumerate(rows)
    ]
)


@given(ARTICLES, st.randoms(use_true_random=False))
def test_copies_do_not_depend_on_the_order(
    articles: list[Candidate], random: randoms.Random
) -> None:
    copies = find_copies(articles, SETTINGS)
    shuffled = list(articles)
    random.shuffle(shuffled)
    assert find_copies(shuffled, SETTINGS) == copies


@given(ARTICLES)
def test_families_have_one_original_each_and_it_is_earlier(articles: list[Candidate]) -> None:
    by_id = {one.article_id: one for one in articles}
    copies = find_copies(articles, SETTINGS)
    copied = {copy.article_id for copy in copies}
    assert len(copied) == len(copies)
    for copy in copies:
        assert copy.source_article_id not in copied
        copier, source = by_id[copy.article_id], by_id[copy.source_article_id]
        assert (source.published, source.article_id) < (copier.published, copier.article_id)
        assert source.outlet != copier.outlet
        assert 0 <= copy.containment <= 1
        assert (copy.basis, copy.agency) == ("text", None)
    if articles:
        assert 1 <= independent(articles) <= len({one.outlet for one in articles})


WORDS = st.lists(
    st.text("abcdefghijklmnop", min_size=1, max_size=8), min_size=25, max_size=80, unique=True
)


@given(WORDS, st.floats(0.01, 10_000), st.integers(0, 2**32))
def test_a_text_is_a_copy_of_itself_moved_in_time(words: list[str], hours: float, at: int) -> None:
    place = at % len(words)
    text = f"{' '.join(words[:place])}\n\n{' '.join(words[place:])}."
    # Nobody's, when told beside another's; the earlier one's, when told again.
    assert found(article("z", text), article("a", text, hours=hours)) == {"a": "z"}


@given(WORDS, WORDS)
def test_quoting_never_makes_a_copy(own: list[str], said: list[str]) -> None:
    quoted = " ".join(said)
    first = article("a", f"{' '.join(own)}.\n\n“{quoted},” she said.")
    second = article("b", f"{' '.join(reversed(own))}.\n\n“{quoted},” he wrote.", hours=1)
    bare = replace(first, text=" ".join(own)), replace(second, text=" ".join(reversed(own)))
    assert found(first, second) == found(*bare) == {}
