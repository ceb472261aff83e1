"""A hand-written model of several languages: words that mean the same have the same vector."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from compare.encoder import Vectors

_MEANINGS = """
    blaze: blaze fire feuer brand 火災 火事 пожар
    warehouse: warehouse lagerhalle lager 倉庫 склад
    firefighter: firefighters feuerwehrleute 消防士 пожарные
    injured: injured hurt verletzt 負傷 けが пострадали
    ammonia: ammonia ammoniak アンモニア аммиак
    night: night nacht 夜 ночью
    ferry: ferry fähre フェリー паром
    engine: engine motor エンジン двигатель
    drift: drifted adrift trieb 漂流 дрейфовал
    passenger: passengers passagiere 乗客 пассажиры
    sea: sea see 海 море
    hour: hours stunden 時間 часов
    election: election wahl 選挙 выборы
    mayor: mayor bürgermeister 市長 мэр
    flood: flood hochwasser 洪水 наводнение
    harbour: harbour hafen 港 порт
"""
_CONCEPT_OF = {
    word: number
    for number, line in enumerate(_MEANINGS.split("\n"))
    for word in line.partition(":")[2].split()
}
_WORD = re.compile("|".join(sorted(map(re.escape, _CONCEPT_OF), key=len, reverse=True)))


class Multilingual:
    """Bags of meanings; words that it does not know say nothing."""

    name = "bag-of-meanings"

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()):
                vectors[row, _CONCEPT_OF[word]] += 1
            norm = float(np.linalg.norm(vectors[row]))
            if norm:
                vectors[row] /= norm
            else:
                vectors[row, 63] = 1
        if progress:
            progress(len(texts))
        return vectors
