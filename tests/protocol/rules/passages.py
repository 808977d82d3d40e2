"""How councils put things: passages of our own making in the manner of real protocols.

They were written without the model beside them. Those of `PASSING` mention a subject and lay down nothing
about it.
"""

SHOWN = {
    "purpose": (
        "The aim of this document is to help members and staff to deal with each other well. It "
        "does not try to cover everything.",
        "1.2 The protocol should be construed alongside the Members’ Code, the Employees’ Code "
        "and standing orders.",
        "This protocol sets out the principles that underlie dealings between elected members and employees.",
    ),
    "roles": (
        "Members are elected by, and answerable to, the electorate for as long as their term "
        "lasts; staff are answerable to the Council.",
        "It is the role of members to set policy and of officers to carry it out.",
        "Elected members decide the policies of the authority. Day-to-day running of services "
        "lies with officers.",
    ),
    "support": (
        "Committee chairs will be briefed by the lead officer on each agenda before it is published.",
        "The Scrutiny Committee has its own support, and officers who serve it act independently "
        "of the Cabinet.",
        "The Leader, Cabinet Members and the Chair have a closer working relationship with senior"
        " officers than other members do.",
    ),
    "expectations": (
        "Members can expect officers to be courteous and to reply promptly.",
        "Employees are entitled to expect that members will show them respect.",
        "What may members expect from officers? Members may expect: - integrity - a prompt reply",
    ),
    "advice": (
        "Members should not put undue pressure on an officer to alter the recommendation in a report.",
        "A report must be the author’s own work; it shall not be amended on a member’s "
        "instruction, and no officer is to be asked to change a professional opinion.",
        "Improper influence over an officer’s advice or report is not acceptable.",
    ),
    "relationships": (
        "Close personal familiarity between a member and an officer can harm working relations "
        "and embarrass others.",
        "A member who is in a family or business relationship with an employee must notify the "
        "Monitoring Officer.",
        "Personal friendships between clerk and councillor should be declared, so that others may"
        " see that no favour follows.",
    ),
    "neutrality": (
        "Officers may be asked by a party group to brief it on matters going before the Council; "
        "such support is open to all.",
        "Employees in politically restricted posts may not canvass or hold office in a party.",
        "Staff must remain politically neutral and shall not be asked to take part in party political work.",
    ),
    "access": (
        "A member may inspect any document held by the Council where they can show a need to know.",
        "Councillors have a right of access to committee papers. Confidential information must "
        "not be disclosed to others.",
        "Requests under freedom of information are open to members as to the public.",
    ),
    "correspondence": (
        "Correspondence from one member to an officer should not be copied to another member "
        "without saying so.",
        "Letters sent on behalf of the Council go out over an officer’s signature, and blind "
        "copies are not used.",
        "E-mails to an officer are not copied to other councillors unless the sender is told.",
    ),
    "press": (
        "Press releases are issued by the Communications Team and approved by the Cabinet Member.",
        "No councillor speaks to the press on behalf of the Council unless authorised. Social "
        "media is covered too.",
        "Official publicity must follow the national code, above all before an election.",
    ),
    "wards": (
        "Ward members will be invited to any public meeting about a local issue and kept informed"
        " of consultation.",
        "Officers must inform local councillors of significant developments in their division "
        "before the media is told.",
        "The no surprises policy applies: members hear about matters in their ward first.",
    ),
    "resources": (
        "Stationery, printing and postage are provided to help members with Council business and "
        "may not be used for party political or campaigning activity.",
        "Laptops and other equipment remain the Council’s property and are for official duties only.",
        "Facilities such as photocopying are not to be used for private purposes.",
    ),
    "repair": (
        "A member who is dissatisfied with an officer should raise the complaint with the Chief "
        "Executive in private.",
        "Where a relationship breaks down, the Monitoring Officer will try mediation before any "
        "formal stage.",
        "If agreement cannot be reached informally, the matter may go through the formal "
        "disciplinary procedure.",
    ),
    "appendices": (
        "APPENDIX A\n\nContacts",
        "Annex 1: Guidance on briefing notes",
        "Schedule 2\n\nStatutory officers",
    ),
}

PASSING = {
    "roles": ("The role of the library in the community is valued.",),
    "support": (
        "The Chair opened the meeting at seven.",
        "The scrutiny of public spending is healthy.",
    ),
    "expectations": ("Demand is expected to rise over the winter.",),
    "advice": (
        "Citizens’ advice is available in the town hall.",
        "Under pressure of time the report came late.",
    ),
    "relationships": (
        "Relationships in the community matter to us all.",
        "A friendly welcome awaits.",
    ),
    "neutrality": (
        "The group leader thanked everybody.",
        "Carbon neutral by 2030.",
    ),
    "access": (
        "Ramps give access to the building.",
        "Integrity and appropriate confidentiality.",
    ),
    "correspondence": ("Three letters of thanks were received.",),
    "press": (
        "We must press on with the work.",
        "The media attended.",
    ),
    "wards": (
        "There are eleven wards.",
        "The hospital ward was opened.",
    ),
    "resources": (
        "Training and development to carry out the role.",
        "Resources are scarce.",
    ),
    "repair": (
        "Complaints about bins rose.",
        "An apology for absence was received.",
    ),
    "appendices": ("The surgeon removed an appendix.",),
}
