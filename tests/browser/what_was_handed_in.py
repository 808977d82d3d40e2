"""Prints, as JSON, the sorts and drafts in a running Concordat's own database."""

import json

import django


def main() -> None:
    django.setup()
    from concordat.viewpoints.models import Draft, Sort

    sorts = list(Sort.objects.values("values", "comments", "answers", "order", "may_quote"))
    drafts = [draft["sorting"] for draft in Draft.objects.order_by("id").values_list("body", flat=True)]
    print(json.dumps({"sorts": sorts, "drafts": drafts}))


if __name__ == "__main__":
    main()
