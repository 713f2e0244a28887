"""The acceptance scheme that a new campaign starts from: invented in the manner of those seen (domain.md 1.4).

Leaf: data only. The county edits it freely; what was accepted by an earlier edition keeps that edition.
"""

PASS_MARK = 70
DISSATISFIED_OVER = 50
"""Percent of the returned sheets; more of them dissatisfied, and the branch fails whatever its marks."""

ITEMS: tuple[tuple[str, str, int], ...] = (
    # title, what is looked at, full marks
    ("班子建设", "班子配备齐全、分工明确、团结协作，书记履职到位。", 20),
    ("组织生活", "“三会一课”、主题党日等制度落实，记录真实完整。", 15),
    ("党员教育管理", "党员教育、发展、日常管理规范，流动党员纳入管理。", 15),
    ("问题整改", "问题清单逐项整改到位，佐证材料齐全。", 25),
    ("民主管理", "议事决策、村（居）务公开、财务公开规范。", 10),
    ("阵地与服务", "活动场所正常使用，服务群众及时有效，群众反映良好。", 15),
)
