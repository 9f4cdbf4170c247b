"""What is said about corrections: why one is refused, what the office asks for, what is answered."""

from sikao.core.wording.message import Message

MESSAGES = {
    "task.revision_without_reason": Message(
        "更正数据要写明原因。",
        "A revision needs its reason.",
        "请在“说明”里写明为什么更正、依据什么文件。",
        "Say in the note why, and on what document, the figures are revised.",
    ),
    "task.revision_without_document": Message(
        "更正数据要写明依据文件的名称或文号。",
        "A revision needs the title or the number of the document that it rests on.",
        "请填写“依据文件名称或文号”，例如统计执法检查意见、年报核定表。",
        "Name it, for example the findings of an inspection or the approved annual report.",
    ),
    "task.nothing_revised": Message(
        "没有一个数据、口径与现有的不同。",
        "No figure and no caliber differs from what stands.",
        "请改动需要更正的数据或口径；如果不需要更正，请撤销这项更正。",
        "Change the figures in question or their caliber, or drop the revision.",
    ),
    "task.nothing_chosen": Message(
        "还没有勾选要更正的数据。",
        "No figure was chosen to be revised.",
        "请在表里勾选；整表更正的，点“全选”。",
        "Tick the figures in the table, or all of them.",
    ),
    "task.kept_but_changed": Message(
        "选了“维持不变”，但改动了{count}处。",
        "“Stays as it is” is chosen, yet {count} entries were changed.",
        "请去掉“维持不变”，或者改回原来的内容。",
        "Undo “stays as it is”, or put the entries back.",
    ),
    "task.asked_by_office": Message(
        "这项更正是考核办要求的，不能直接撤销。",
        "The assessment office asked for this correction; it cannot be dropped.",
        "不需要更正的，勾选“维持不变”并写明理由，提交签审。",
        "If nothing is to be corrected, tick “stays as it is”, say why, and submit it.",
    ),
    "task.returned_to_correct": Message(
        "这项更正是核实部门退回的，不能撤销：退回的数据不作数，要等更正。",
        "The verifying bureau returned these figures; the correction cannot be dropped, as nothing stands.",
        "请改正后提交签审；认为原数无误的，填原数、写明理由、附上佐证，再报一次。",
        "Correct them and submit; if a figure was right, enter it again, say why and attach what proves it.",
    ),
    "task.being_corrected": Message(
        "这些数据已有更正在办（{opened}，{reason}）。",
        "A correction of these figures is under way already ({opened}, {reason}).",
        "请在那一项里改；不再需要的，先撤销。",
        "Make the change there, or drop it first.",
    ),
    "task.not_on_paper": Message(
        "这项任务不能代录：单位自报的数据、进度说明，和没有来过纸质件的更正，由报送单位自己填报。",
        "This task is not entered from paper: what units report or tell of themselves, and corrections of "
        "what never came on paper, are filled in by whoever reports them.",
        "请报送单位自己填报；有来文的，作为依据文件。",
        "Have the organisation fill it in itself, with its letter as the document.",
    ),
    "notice.correction_asked": Message(
        "{what}被考核办退回，请更正或补充：{reason}",
        "The assessment office asks you to correct or to add to: {what}. {reason}",
        "打开任务，改好后再提交签审；不需要改的，勾选“维持不变”并写明理由。原来报出的保留在案。",
        "Open the task, mend it and submit it again; or tick “stays as it is” and say why. What was "
        "delivered stays on record.",
    ),
    "notice.correction_under_way": Message(
        "考核办已请{bureau}核对、更正{period}数据，其中有你单位的。",
        "The assessment office has asked {bureau} to look again at figures of {period}, also about you.",
        "不用办理；有更正的，会请你单位再核对，维持不变的，也会通知。",
        "Nothing to do: what is corrected comes to you to be checked, and you are told what stays.",
    ),
    "notice.correction_left": Message(
        "{bureau}的{period}数据已核对完毕，关于你单位的保持不变。",
        "The figures of {period} by {bureau} were looked at again; those about you stay as they are.",
        "不用办理。",
        "Nothing to do.",
    ),
    "notice.correction_given": Message(
        "{organisation}已按考核办的要求更正或补充：{what}。",
        "{organisation} has corrected or added to what the office asked about: {what}.",
        "打开任务查看；涉及的单位会再核对一次。",
        "Open the task to see it; units concerned check again.",
    ),
    "notice.correction_kept": Message(
        "{organisation}答复：{what}维持不变。{reason}",
        "{organisation} answers that it stays as it is: {what}. {reason}",
        "打开任务查看答复。",
        "Open the task to read the answer.",
    ),
    "notice.correction_withdrawn": Message(
        "考核办撤回了更正要求：{what}，已报出的不变。",
        "The assessment office no longer asks for a correction; what was delivered stays: {what}.",
        "不用办理。",
        "Nothing to do.",
    ),
}
