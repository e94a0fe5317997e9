import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('procurement', '0005_frozen'),
    ]
    operations = [
        migrations.CreateModel(
            name='Measured',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200, verbose_name='자리')),
                ('device', models.CharField(blank=True, max_length=120, verbose_name='장비')),
                ('maker', models.CharField(blank=True, max_length=120, verbose_name='제조사')),
                ('domestic', models.BooleanField(null=True, verbose_name='국산')),
                ('used', models.PositiveIntegerField(null=True, verbose_name='가속기 수')),
                ('model', models.CharField(blank=True, max_length=160, verbose_name='모델')),
                ('precision', models.CharField(blank=True, max_length=40, verbose_name='정밀도')),
                ('engine', models.CharField(blank=True, max_length=80, verbose_name='소프트웨어')),
                ('software', models.CharField(blank=True, max_length=160, verbose_name='소프트웨어의 판')),
                ('load', models.CharField(blank=True, max_length=20, verbose_name='부하')),
                ('isl', models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name='입력 길이')),
                ('osl', models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name='출력 길이')),
                ('concurrency', models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name='동시 요청')),
                ('measured_at', models.DateTimeField(null=True, verbose_name='측정')),
                ('output_tps', models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='출력 처리량')),
                ('total_tps', models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='전체 처리량')),
                ('rps', models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='요청 처리량')),
                ('ttft_p90', models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='TTFT p90')),
                ('tpot_p90', models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='TPOT p90')),
                ('e2e_p90', models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='E2E p90')),
                ('average_w', models.DecimalField(decimal_places=6, max_digits=20, null=True, verbose_name='평균 전력')),
                ('worst', models.CharField(max_length=20, verbose_name='검사')),
                ('canonical', models.TextField()),
            ],
            options={
                'ordering': ['-release__submitted_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('model', models.CharField(max_length=160, verbose_name='모델')),
                ('precision', models.CharField(blank=True, max_length=40, verbose_name='정밀도')),
                ('isl', models.PositiveIntegerField(null=True, verbose_name='입력 길이')),
                ('osl', models.PositiveIntegerField(null=True, verbose_name='출력 길이')),
                ('concurrency', models.PositiveIntegerField(null=True, verbose_name='동시 요청')),
                ('service_level', models.CharField(blank=True, max_length=200, verbose_name='서비스 수준')),
                ('note', models.TextField(blank=True, verbose_name='설명')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='procurement.organisation')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=10)),
                ('level', models.CharField(max_length=20)),
                ('message', models.TextField()),
                ('place', models.CharField(max_length=300, verbose_name='자리')),
                ('observed', models.TextField(verbose_name='관측')),
                ('allowed', models.TextField(verbose_name='허용')),
                ('measured', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='procurement.measured')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='제목')),
                ('state', models.CharField(choices=[('draft', '작성'), ('submitted', '제출'), ('checked', '확인됨'), ('verified', '검증됨'), ('rejected', '반려됨'), ('withdrawn', '철회됨')], max_length=20, verbose_name='상태')),
                ('verification', models.CharField(default='self_declared', max_length=20, verbose_name='검증 수준')),
                ('begun_at', models.DateTimeField(verbose_name='시작')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='제출')),
                ('number', models.PositiveIntegerField(null=True, verbose_name='번호')),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='요약값')),
                ('level', models.CharField(choices=[('private', '비공개'), ('named', '지정 기관'), ('council', '협의체'), ('public', '공개')], default='private', max_length=20, verbose_name='공개 범위')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='공개 범위의 판')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='procurement.organisation')),
                ('supersedes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='procurement.release')),
            ],
            options={
                'ordering': ['-begun_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='measured',
            name='release',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measured', to='procurement.release'),
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('what', models.CharField(max_length=40, verbose_name='일')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.organisation')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='procurement.release')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='판')),
                ('level', models.CharField(choices=[('private', '비공개'), ('named', '지정 기관'), ('council', '협의체'), ('public', '공개')], max_length=20, verbose_name='공개 범위')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='procurement.release')),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='ReleaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='이름')),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField(verbose_name='바이트')),
                ('format', models.CharField(max_length=40, verbose_name='형식')),
                ('tool', models.CharField(blank=True, max_length=80, verbose_name='도구')),
                ('tool_version', models.CharField(blank=True, max_length=80, verbose_name='도구의 판')),
                ('repairs', models.TextField(blank=True, verbose_name='고쳐 읽은 것')),
                ('answers', models.TextField(blank=True)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='procurement.release')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='measured',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measured', to='procurement.releasefile'),
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True, verbose_name='거절 사유')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.organisation')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.release')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='procurement.datarequest')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20, verbose_name='앞 상태')),
                ('after', models.CharField(max_length=20, verbose_name='뒤 상태')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('reason', models.TextField(blank=True, verbose_name='사유')),
                ('certificate', models.CharField(blank=True, max_length=100, verbose_name='성적서 번호')),
                ('log_sha256', models.CharField(blank=True, max_length=64, verbose_name='기록 요약값')),
                ('checklist', models.TextField(blank=True, verbose_name='확인표')),
                ('held', models.TextField(blank=True, verbose_name='재측정 대조')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='procurement.release')),
                ('remeasured', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.release')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='TenderEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(max_length=20, verbose_name='인용할 때의 상태')),
                ('purpose', models.CharField(choices=[('market', '시장조사'), ('bid', '입찰 증빙')], max_length=10, verbose_name='용도')),
                ('bid', models.CharField(blank=True, max_length=40, verbose_name='입찰 번호')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='procurement.release')),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='procurement.tender')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DisclosedTo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.organisation')),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named', to='procurement.disclosure')),
            ],
            options={
                'ordering': ['organisation__name'],
                'constraints': [models.UniqueConstraint(fields=('disclosure', 'organisation'), name='disclosed_to_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='일시')),
                ('device', models.CharField(max_length=120, verbose_name='장비')),
                ('field', models.CharField(max_length=40, verbose_name='항목')),
                ('value', models.CharField(max_length=200, verbose_name='값')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='단위')),
                ('source_title', models.CharField(max_length=200, verbose_name='출처')),
                ('source_url', models.URLField(max_length=400, verbose_name='주소')),
                ('source_date', models.CharField(blank=True, max_length=20, verbose_name='출처의 날짜')),
                ('confidence', models.CharField(choices=[('A', '공식 문서'), ('B', '출처 하나'), ('C', '전해 들음'), ('D', '직접 계산')], max_length=1, verbose_name='신뢰도')),
                ('state', models.CharField(choices=[('proposed', '제안'), ('accepted', '반영'), ('declined', '반려')], default='proposed', max_length=20, verbose_name='상태')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='결정')),
                ('reason', models.TextField(blank=True, verbose_name='사유')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='procurement.organisation')),
            ],
            options={
                'ordering': ['device', 'field', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('state', 'proposed')), models.Q(('decided_by__isnull', False), ('state__in', ('accepted', 'declined'))), _connector='OR'), name='proposal_decided_by_somebody')],
            },
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['level', 'state'], name='release_visible'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(fields=('owner', 'number'), name='release_number_once'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'checked', 'verified', 'rejected', 'withdrawn'])), name='release_state_known'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['private', 'named', 'council', 'public'])), name='release_level_known'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('level', 'private'), ('number', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('number__gt', 0), ('submitted_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='release_submitted_with_a_digest'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.UniqueConstraint(fields=('release', 'version'), name='disclosure_once'),
        ),
        migrations.AddConstraint(
            model_name='releasefile',
            constraint=models.UniqueConstraint(fields=('release', 'sha256'), name='release_file_bytes_once'),
        ),
        migrations.AddConstraint(
            model_name='releasefile',
            constraint=models.UniqueConstraint(fields=('release', 'name'), name='release_file_name_once'),
        ),
        migrations.AddIndex(
            model_name='measured',
            index=models.Index(fields=['model', 'isl', 'osl'], name='measured_workload'),
        ),
        migrations.AddConstraint(
            model_name='measured',
            constraint=models.UniqueConstraint(fields=('file', 'place'), name='measured_place_once'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('release__isnull', False)), models.Q(('release', None), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='reply_release_or_reason'),
        ),
        migrations.AddConstraint(
            model_name='reviewstep',
            constraint=models.UniqueConstraint(fields=('release', 'after'), name='review_step_once'),
        ),
        migrations.AddConstraint(
            model_name='tenderevidence',
            constraint=models.UniqueConstraint(fields=('tender', 'release', 'purpose', 'bid'), name='tender_evidence_once'),
        ),
    ]
