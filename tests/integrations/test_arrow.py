"""Arrow arrays and tables through a pipeline; pyarrow comes with the extra "corpus" too."""

from __future__ import annotations

import pytest
from adapters import needed

from newsclean import OptionError, clean
from newsclean.integrations.core import REMOVED, chosen

arrow = needed("arrow")
import pyarrow as pa

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view"])
def test_the_type_of_a_column_stays(kind: str) -> None:
    array = pa.array([TEXT, None, ""], getattr(pa, kind)())

    assert arrow.clean_array(chosen(None), array).to_pylist() == [clean(TEXT), None, ""]
    assert arrow.clean_array(chosen(None), array).type == array.type
    assert arrow.clean_array(chosen(None), pa.chunked_array([array, array])).to_pylist() == [clean(TEXT), None, ""] * 2


def test_categories_become_plain_texts_and_nulls_alone_stay() -> None:
    array = pa.array([TEXT, TEXT, None]).dictionary_encode()

    assert arrow.clean_array(chosen(None), array).equals(pa.array([clean(TEXT), clean(TEXT), None]))
    assert arrow.clean_array(chosen(None), pa.nulls(2)).equals(pa.nulls(2))
    with pytest.raises(OptionError, match="a column of int64 holds no text"):
        arrow.clean_array(chosen(None), pa.array([1]))


@pytest.mark.parametrize("make", ["table", "record_batch"])
def test_a_table_keeps_its_other_columns_and_its_notes(make: str) -> None:
    fields = [pa.field("n", pa.int8()), pa.field("body", pa.large_string(), metadata={"k": "v"})]
    table = getattr(pa, make)(
        [pa.array([1, 2], pa.int8()), pa.array([TEXT, None], pa.large_string())], pa.schema(fields)
    )
    after = arrow.clean_table(chosen(None), table, text="body", id=None, removed=False)

    assert after.schema.equals(table.schema, check_metadata=True)
    assert after.to_pydict() == {"n": [1, 2], "body": [clean(TEXT), None]}
    more = arrow.clean_table(chosen(None), table, text="body", id="n", removed=True)
    assert more.schema.field(REMOVED).type == arrow.REMOVED_TYPE
    assert [piece["rule"] for piece in more.column(2).to_pylist()[0]] == ["fr/read-also"]
    assert more.column(2).to_pylist()[1] is None
