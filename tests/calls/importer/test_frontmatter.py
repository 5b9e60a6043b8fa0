from mandat.calls.importer.frontmatter import (
    front_matter_end,
    read_front_matter,
    read_labels,
)
from mandat.calls.importer.text import Source

TOML = '+++\ntitle = "Film editor"\nclosing_date = "May 2, 2025"\nempty = ""\n+++\nText.'
YAML = (
    "---\ntitle: Consultoría breve\ndescription: Una frase que sigue\n  en otra línea.\n---\nTexto."
)


def test_toml_and_yaml_heads_are_read_with_their_places():
    source = Source(TOML)

    found = read_front_matter(source)

    assert found["closing_date"][0] == "May 2, 2025"
    assert TOML[found["title"][1].start : found["title"][1].end] == "Film editor"
    assert "empty" not in found
    assert TOML[front_matter_end(source) :].strip() == "Text."


def test_a_yaml_value_may_run_over_lines():
    found = read_front_matter(Source(YAML))

    assert found["description"][0] == "Una frase que sigue en otra línea."


def test_rules_are_no_front_matter():
    assert read_front_matter(Source("---\nUne ligne de texte\n\n---\n")) == {}
    assert front_matter_end(Source("Bonjour\n---\n")) == 0


def test_labels_are_the_short_lines_with_a_value():
    text = (
        "**Lieu** : Lomé\n- Durée : 9 jours\n| Hiring Office: | Blue House |\nUne phrase. Oui : non"
    )

    found = {label: value for label, (value, _) in read_labels(Source(text)).items()}

    assert found == {"lieu": "Lomé", "duree": "9 jours", "hiring office": "Blue House"}
