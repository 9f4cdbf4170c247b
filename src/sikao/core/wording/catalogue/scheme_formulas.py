"""What the scheme room says about expressions: their grammar, and what they name."""

from sikao.core.wording.message import Message

_TWO_FORMS = "请对照手册 3.5 节（数据项和计量式）改写。"
_TWO_FORMS_EN = "Rewrite it by section 3.5 of the handbook, items and measures."

MESSAGES: dict[str, Message] = {
    "expression.too_long": Message(
        "算式有 {length} 个字符，超过上限 {most}。",
        "The expression has {length} characters; the limit is {most}.",
        "请拆成几个计分点。",
        "Split it into several parts.",
    ),
    "expression.character": Message(
        "算式第 {position} 个字符起的“{character}”无法识别。",
        "From character {position} on the expression cannot be read: “{character}”.",
        "请写代码，不写名称，如 gdp.growth；符号和数字用半角。",
        "Write codes, not names, such as gdp.growth; signs and digits in half width.",
    ),
    "expression.number": Message(
        "算式第 {position} 个字符处的数“{found}”不合规范。",
        "The number “{found}” at character {position} is not well formed.",
        "请写成普通小数，例如 0.15 或 15%。",
        "Write a plain decimal such as 0.15 or 15%.",
    ),
    "expression.too_deep": Message(
        "算式嵌套超过 {most} 层。",
        "The expression is nested deeper than {most} levels.",
        "请简化或拆开。",
        "Simplify it or split it.",
    ),
    "expression.too_many": Message(
        "算式超过 {most} 项。",
        "The expression has more than {most} parts.",
        "请简化或拆开。",
        "Simplify it or split it.",
    ),
    "expression.unfinished": Message(
        "算式没有写完，此处还应有“{wanted}”之类的内容。",
        "The expression is unfinished; something like “{wanted}” is due.",
        "请补全，检查括号是否成对。",
        "Complete it and check that brackets are paired.",
    ),
    "expression.unexpected": Message(
        "算式第 {position} 个字符处不应出现“{found}”，此处应为“{wanted}”之类的内容。",
        "“{found}” at character {position} is out of place; something like “{wanted}” is due.",
        _TWO_FORMS,
        _TWO_FORMS_EN,
    ),
    "expression.chained": Message(
        "比较不能连写（第 {position} 个字符处的“{found}”）。",
        "Comparisons cannot be chained (“{found}” at character {position}).",
        "请用 and 连接，例如 a > 1 and a < 2。",
        "Join them with and, for instance a > 1 and a < 2.",
    ),
    "expression.power": Message(
        "指数“{found}”不在 0 到 {most} 之间。",
        "The power “{found}” is not from 0 to {most}.",
        "请写 0 到 {most} 的一位整数。",
        "Write a single digit from 0 to {most}.",
    ),
    "expression.unknown_function": Message(
        "没有“{name}”这个函数。",
        "There is no function “{name}”.",
        "请对照手册 3.5 节的写法。",
        "See the list in section 3.5 of the handbook, items and measures.",
    ),
    "expression.arguments": Message(
        "函数 {name} 至少要 {wanted} 个参数，实有 {found} 个，或给多了。",
        "The function {name} takes at least {wanted} arguments; it has {found}, or too many.",
        "请检查逗号和括号。",
        "Check commas and brackets.",
    ),
    "expression.not_a_number": Message(
        "此处应是一个数，而算式是真假判断。",
        "A number is due here, but the expression is a condition.",
        "可改写成 if(条件, 数, 数)。",
        "It may be written as if(condition, number, number).",
    ),
    "expression.not_a_condition": Message(
        "此处应是真假判断，而算式是一个数。",
        "A condition is due here, but the expression is a number.",
        "请加上比较，例如 x > 0。",
        "Add a comparison such as x > 0.",
    ),
    "expression.wants_number": Message(
        "第 {position} 个字符处的“{name}”只能用于数。",
        "“{name}” at character {position} takes numbers only.",
        "真假判断请放在 if 的第一个参数。",
        "Put conditions into the first argument of if.",
    ),
    "expression.wants_condition": Message(
        "第 {position} 个字符处的“{name}”要用真假判断。",
        "“{name}” at character {position} takes conditions.",
        "请加上比较，例如 x > 0。",
        "Add a comparison such as x > 0.",
    ),
    "expression.wants_figure": Message(
        "函数 {name} 的参数必须直接是一个数据项。",
        "The function {name} takes a figure itself.",
        "请写成 {name}(数据项代码)。",
        "Write {name}(code of an item).",
    ),
    "formula.unknown_item": Message(
        "没有代码为“{item}”的数据项。",
        "There is no item with the code “{item}”.",
        "请检查拼写，是否应为：{near}。",
        "Check the spelling; meant was perhaps: {near}.",
    ),
    "formula.unknown_kind": Message(
        "数据项“{item}”不报送“{kind}”类数据。",
        "The item “{item}” has no figures of kind “{kind}”.",
        "它报送：{kinds}。请写明其一，例如 {item}.growth，或在数据项中补充。",
        "It has: {kinds}. Name one of them, such as {item}.growth, or add the kind to the item.",
    ),
    "formula.no_members": Message(
        "数据项“{item}”不按登记册填报，没有成员“{member}”。",
        "The item “{item}” is not reported by a register and has no member “{member}”.",
        "若要相除，请在斜线两边加空格；否则请给数据项写上<<登记册（members）|“填报登记册”>>。",
        "For a division put spaces around the slash; else give the item <<members|填报登记册>>.",
    ),
    "formula.unknown_member": Message(
        "登记册“{register}”中没有成员“{member}”。",
        "The register “{register}” has no member “{member}”.",
        "请检查拼写；若要相除，请在斜线两边加空格。",
        "Check the spelling; for a division put spaces around the slash.",
    ),
    "formula.members_needed": Message(
        "数据项“{item}”按登记册填报，必须写明成员。",
        "The item “{item}” is reported by members, so a member must be named.",
        "请写 {item}/成员代码，或用 mean({item}/*) 等汇总。",
        "Write {item}/member, or sum up with mean({item}/*) and the like.",
    ),
    "formula.star": Message(
        "“{item}/*”只能用在 sum、mean、count、trimmed_mean、weighted_mean 中。",
        "“{item}/*” stands only inside sum, mean, count, trimmed_mean, weighted_mean.",
        "请选一种汇总方式。",
        "Choose one of these functions.",
    ),
    "formula.no_star": Message(
        "函数 {name} 的参数应是“数据项/*”。",
        "The function {name} takes “item/*”.",
        "请写成 {name}(数据项代码/*)。",
        "Write {name}(item/*).",
    ),
    "formula.each": Message(
        "“{item}/each”只能用在写明登记册<<（over）|>>的逐项加扣分中，并且登记册要一致。",
        "“{item}/each” stands only in a tally over the same register.",
        "请给计分方法写上<< over: {register}|“计分登记册={register}”>>，或改写算式。",
        "Give the method <<over: {register}|计分登记册={register}>>, or rewrite the expression.",
    ),
    "formula.unknown_carrier": Message(
        "没有代码为“{carrier}”的单位或参照对象。",
        "There is no unit or reference with the code “{carrier}”.",
        "请在“参照对象”表<<（units.yaml 的 references）|>>中登记，或改正拼写。",
        "Declare it <<in references of units.yaml|on the sheet 参照对象>>, or correct the spelling.",
    ),
    "formula.standing_here": Message(
        "{name}() 不能用在这里。",
        "{name}() cannot stand here.",
        "名次和总分在计分之后才有，只能用于一票否决、直接晋档和进位奖的情形；指标请改用数据项。",
        "Places and totals exist only after scoring: use them in vetoes, promotions and awards; measure an "
        "indicator by data items.",
    ),
    "formula.group_nested": Message(
        "组内统计函数（{name}）不能再套组内统计函数，也不能用在这里。",
        "A function over the group ({name}) cannot hold another one, nor stand here.",
        "请拆成计量式与目标值两步。",
        "Split it into measure and target.",
    ),
    "formula.cut": Message(
        "trimmed_mean 去掉的个数必须是整数。",
        "trimmed_mean takes off whole numbers of members.",
        "例如 trimmed_mean(打分/*, 1, 1)。",
        "For instance trimmed_mean(rating/*, 1, 1).",
    ),
    "formula.divisor": Message(
        "除数 {divisor} 不大于零，永远算不出结果。",
        "The divisor {divisor} is not above zero: there will never be a result.",
        "请改正除数；要除以负数时，把负号写到分子上。",
        "Correct the divisor; for a negative one put the sign before the dividend.",
    ),
    "formula.parameter_here": Message(
        "此处不能使用参数 ${name}。",
        "The parameter ${name} cannot be used here.",
        "参数只属于某个指标；请改写为数或数据项。",
        "Parameters belong to a node; use a number or a figure instead.",
    ),
    "formula.unknown_parameter": Message(
        "指标“{node}”没有名为“{name}”的参数。",
        "The node “{node}” has no parameter named “{name}”.",
        "请在“参数”表<<（parameters.yaml）|>>中给出，或改正 ${name} 的拼写。",
        "Give it <<in parameters.yaml|on the sheet 参数>>, or correct the spelling of ${name}.",
    ),
}
