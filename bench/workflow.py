"""How long the workflow's actions take: save behind many versions; submit, sign, approve, publish a large article.

Run with: .venv/bin/python -m bench.workflow
Everything happens in one transaction that is rolled back, in the database of IMPRIMATUR_DATA or DATABASE_URL.
"""

import os
import statistics
import time
from collections.abc import Callable
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from articles.actions import add_section, create_article, save_section  # noqa: E402
from articles.models import Contribution, Edition, SectionVersion  # noqa: E402
from articles.queries import latest_edition_of, part_of, parts_of  # noqa: E402
from articles.words.content import Wording, content_from_text  # noqa: E402
from reviews.actions import Decided, publish, sign_several, submit  # noqa: E402
from reviews.enums import Verdict  # noqa: E402
from reviews.models import ReviewPolicy  # noqa: E402
from reviews.rules.checklist import checklist_from_lines  # noqa: E402
from reviews.rules.signoffs import (  # noqa: E402
    YES,
    Answer,
    signing_places,
)
from tests.builders import (  # noqa: E402
    approve,
    just_proved,
    make_audiences,
    make_board,
    make_chair,
    make_complete,
    make_editor,
    make_member,
    make_reference,
    name_raw_rows,
)

WORDS = "Twitches are short movements of a muscle that nobody means to make and they mostly pass by themselves. " * 6
SECTIONS, REFERENCES = 12, 25


def timed(act: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def add_history(edition: Edition, count: int, by) -> None:
    """Put ``count`` versions behind a section, each come from the one before."""
    part = part_of(edition, "part-1")
    versions = []
    for number in range(2, count + 2):
        content = content_from_text(part.version.content.replace("Text", f"Text as it was in version {number}"))
        versions.append(
            SectionVersion(
                section=part.section, number=number, content=content.as_text(), digest=content.digest, created_by=by
            )
        )
    SectionVersion.objects.bulk_create(versions, batch_size=500)
    Contribution.objects.bulk_create(
        [
            Contribution(version=version, user=by, part="wrote", came_from=before)
            for before, version in zip([part.version, *versions], versions, strict=False)
        ],
        batch_size=500,
    )
    edition.pins.filter(section=part.section).update(version=versions[-1])
    name_raw_rows()


def bench_saving(repeats: int = 30) -> dict[int, float]:
    """The median seconds of saving a section with so many versions behind it."""
    editor = make_editor()
    editions = {}
    for behind in (10, 10_000):
        article = create_article(slug=f"bench-{behind}", by=editor, front=Wording(heading="Bench", summary="S"))
        edition = latest_edition_of(article)
        add_section(
            edition=edition, anchor="part-1", kind="body", base=Wording(heading="P", html="<p>Text.</p>"), by=editor
        )
        add_history(edition, behind, editor)
        editions[behind] = edition
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS record_all_named DEFERRED; ANALYZE")
    seconds: dict[int, list[float]] = {behind: [] for behind in editions}
    for number in range(repeats):
        for behind, edition in editions.items():
            base = part_of(edition, "part-1").version.pk
            wording = Wording(heading="P", html=f"<p>{WORDS} Saved {number}.</p>")

            def save(edition=edition, base=base, wording=wording):
                return save_section(
                    edition=edition, anchor="part-1", base_version=base, base=wording, wordings={}, by=editor
                )

            seconds[behind].append(timed(save))
    return {behind: statistics.median(times) for behind, times in seconds.items()}


def large_article(editor) -> Edition:
    """12 sections × 3 audiences, citing 25 references."""
    make_audiences()
    references = [make_reference(f"bench{number}") for number in range(REFERENCES)]
    article = create_article(
        slug=f"bench-large-{time.time_ns()}", by=editor, front=Wording(heading="Large", summary="Summary")
    )
    edition = latest_edition_of(article)
    for number in range(SECTIONS):
        cited = references[number * 2 : number * 2 + 3] or references[:3]
        text = "".join(f'<p>{WORDS}<cite data-ref="{reference.key}"></cite></p>' for reference in cited)
        add_section(
            edition=edition,
            anchor=f"part-{number}",
            kind="body",
            base=Wording(heading=f"Part {number}", html=text),
            wordings={key: Wording(html=text) for key in ("patient", "carer", "clinician")},
            by=editor,
        )
    make_complete(edition, by=editor)
    return edition


CHECKLIST = "Do the sources say so? [required; reason if no]\nIs every dose right? [required]\nIs it plain?"


def decisions_on(edition: Edition, count: int, by) -> list[Decided]:
    """An approval of each of the first sections, as the page's form sends them."""
    versions = [part.version for part in parts_of(edition)][:count]
    places = signing_places(edition.article, versions, by)
    return [
        Decided(
            version,
            Verdict.APPROVE,
            screen=places[version.pk].screen.token,
            answers={question.key: Answer(YES) for question in places[version.pk].questions},
            supports=sorted(places[version.pk].content.cited_keys()),
        )
        for version in versions
    ]


def bench_review() -> dict[str, float]:
    """Seconds of submitting, of signing one section and all in one act (medians), of approving and publishing."""
    checklist = checklist_from_lines(CHECKLIST)
    editor, board = make_editor(), make_board(name=f"Bench {time.time_ns()}", checklist=checklist)
    policy = ReviewPolicy.objects.get(board=board)
    ReviewPolicy.objects.exclude(pk=policy.pk).update(is_default=False)
    ReviewPolicy.objects.filter(pk=policy.pk).update(is_default=True)
    import editorial.wsgi  # noqa: F401 - as in a process of the server, which has read everything

    edition = large_article(editor)
    result = {"submit": timed(lambda: submit(edition=edition, by=editor))}
    for name, count in (("sign one section", 1), (f"sign {SECTIONS + 1} sections in one act", SECTIONS + 1)):
        members = [make_member(board) for _ in range(5)]
        signing = []
        for one in members:
            act = partial(sign_several, decisions=decisions_on(edition, count, one), by=one)
            signing.append(timed(partial(act, authentication=just_proved(one))))
        result[name] = statistics.median(signing)
    chair = make_chair(board)
    result["approve"] = timed(lambda: approve(edition=edition, by=chair))
    result["publish"] = timed(lambda: publish(edition_id=edition.pk))
    return result


def main() -> None:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        saving = bench_saving()
        ratio = saving[10_000] / saving[10]
        rows = [
            ("save, 10 versions behind", saving[10], ""),
            ("save, 10,000 versions behind", saving[10_000], f"{ratio:.2f} times (at most 1.20)"),
        ]
        rows += [(name, seconds, "at most 0.3 s") for name, seconds in bench_review().items()]
        transaction.set_rollback(True)
    print(f"{'what':<32}{'seconds':>10}  asked for")
    for name, seconds, note in rows:
        print(f"{name:<32}{seconds:>10.4f}  {note}")


if __name__ == "__main__":
    main()
