"""The kinds of files that a list and its assignment are worked out from."""

from django.db import models


class FileKind(models.TextChoices):
    """What a file tells."""

    COUNTS = "hitungan", "Hitungan desil 1 tiap tempat"
    INDEX = "indeks", "Indeks desa"
    POPULATION = "penduduk", "Seluruh rumah tangga atau jiwa tiap tempat"
    REDS = "merah", "Tempat merah"
    AGENCIES = "perangkat", "Perangkat daerah"
    FIT = "kecocokan", "Kecocokan perangkat dengan kebutuhan"
    NEEDS = "kebutuhan", "Kebutuhan tiap tempat"
    POTENTIALS = "potensi", "Potensi tiap tempat"
    POINTS = "titik", "Titik kantor dan desa"
    DISTANCES = "jarak", "Jarak kantor ke desa"
