import berdaya.access.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', berdaya.access.fields.CodeField(max_length=21, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('level', models.CharField(choices=[('provinsi', 'provinsi'), ('kabupaten', 'kabupaten'), ('kecamatan', 'kecamatan'), ('desa', 'desa'), ('rw', 'rw'), ('rt', 'rt')], max_length=10)),
                ('kind', models.CharField(choices=[('provinsi', 'provinsi'), ('kabupaten', 'kabupaten'), ('kota', 'kota'), ('kecamatan', 'kecamatan'), ('desa', 'desa'), ('kelurahan', 'kelurahan'), ('desa_adat', 'desa_adat'), ('rw', 'rw'), ('rt', 'rt')], max_length=10)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('dusun', models.CharField(blank=True, max_length=120)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='region.region')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='region_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('level', 'provinsi'), ('parent__isnull', False), _connector='XOR'), name='region_only_provinces_have_no_parent'), models.CheckConstraint(condition=models.Q(('level__in', ['provinsi', 'kabupaten', 'kecamatan', 'desa', 'rw', 'rt'])), name='region_level_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['provinsi', 'kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan', 'desa_adat', 'rw', 'rt'])), name='region_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RegionSuccessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField()),
                ('change', models.CharField(choices=[('pemekaran', 'pemekaran'), ('penggabungan', 'penggabungan'), ('penomoran', 'penomoran'), ('ganti nama', 'ganti nama'), ('baru', 'baru')], max_length=20)),
                ('numerator', models.PositiveIntegerField()),
                ('denominator', models.PositiveIntegerField()),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='region.region')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='region.region')),
            ],
            options={
                'ordering': ['region', 'first_day', 'successor'],
                'constraints': [models.UniqueConstraint(fields=('region', 'first_day', 'successor'), name='region_successor_named_once'), models.CheckConstraint(condition=models.Q(('denominator__gte', models.F('numerator')), ('numerator__gte', 1)), name='region_successor_share_between_0_and_1')],
            },
        ),
    ]
