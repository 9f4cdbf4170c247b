def test_the_tree_is_walked_parents_first_in_the_order_written(sample):
    walked = [
        (placed.depth, placed.node.code, placed.role) for placed in sample.scorecards["counties"].walk()
    ]
    assert walked == [
        (0, "economy", "main"),
        (1, "investment_growth", "main"),
        (1, "revenue_done", "main"),
        (0, "environment", "main"),
        (1, "air", "main"),
        (0, "people", "main"),
        (1, "blend", "main"),
        (2, "poll", "main"),
        (2, "ballot", "main"),
        (0, "safety", "deduction"),
        (0, "spirit", "bonus"),
    ]


def test_a_node_knows_its_block_and_whether_it_is_a_leaf(sample):
    placed = {entry.node.code: entry for entry in sample.scorecards["counties"].walk()}
    assert placed["ballot"].block.code == "people"
    assert placed["safety"].block.code == "safety"
    assert (placed["ballot"].node.is_leaf, placed["blend"].node.is_leaf) == (True, False)
