"""The ten national types of weak and lax Party organisations, as the annual statistics form heads them.

A code list to start a campaign from (domain.md 1.2); counties edit, drop and add their own. Each: (number,
official label, short label).
"""

NATIONAL_CRITERIA: tuple[tuple[int, str, str], ...] = (
    (1, "党组织班子配备不齐、书记长期缺职、工作处于停滞状态", "班子配备不齐"),
    (2, "党组织书记不胜任现职、工作不在状态、严重影响班子整体战斗力", "书记不胜任"),
    (3, "班子不团结、内耗严重、工作不能正常开展", "班子不团结"),
    (4, "组织制度形同虚设、不开展党组织活动", "制度形同虚设"),
    (5, "换届选举拉票贿选问题突出", "换届风气不正"),
    (6, "宗族宗教和黑恶势力干扰渗透严重", "干扰渗透严重"),
    (7, "村务居务财务公开和民主管理混乱", "民主管理混乱"),
    (8, "社会治安问题和信访矛盾纠纷集中", "矛盾纠纷集中"),
    (9, "无固定办公活动场所及便民服务设施", "阵地建设滞后"),
    (10, "党组织服务意识差、服务能力弱、群众意见大", "服务能力弱"),
)
