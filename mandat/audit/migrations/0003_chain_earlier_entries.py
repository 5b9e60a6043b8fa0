"""Entries written before there were chains are chained in the order in which they were written."""

from collections import defaultdict

from django.db import migrations

from mandat.audit import rules

BATCH = 500
WRITTEN = ["chain", "seq", "previous", "hash", "version"]


def chain_entries(apps, _editor):
    """Every entry has its place; every chain has its head."""
    entries, heads = apps.get_model("audit", "Entry"), apps.get_model("audit", "Head")
    ends = defaultdict(lambda: (0, rules.GENESIS))
    batch = []
    for entry in entries.objects.order_by("pk").iterator(chunk_size=BATCH):
        _place(entry, ends)
        batch.append(entry)
        if len(batch) == BATCH:
            entries.objects.bulk_update(batch, WRITTEN)
            batch = []
    entries.objects.bulk_update(batch, WRITTEN)
    heads.objects.bulk_create(
        [heads(chain=chain, seq=seq, hash=last) for chain, (seq, last) in sorted(ends.items())]
    )


def _place(entry, ends):
    entry.chain = rules.chain_of(entry.organisation)
    seq, entry.previous = ends[entry.chain]
    entry.seq, entry.version = seq + 1, 1
    entry.hash = rules.digest(
        rules.Act(**{name: getattr(entry, name) for name in rules.Act.__slots__})
    )
    ends[entry.chain] = (entry.seq, entry.hash)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_hash_chain")]

    operations = [migrations.RunPython(chain_entries, migrations.RunPython.noop)]
