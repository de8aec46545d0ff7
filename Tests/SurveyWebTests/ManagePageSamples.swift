import Survey

@testable import SurveyWeb

/// One page of every kind that managers see, with nothing in it empty.
enum ManagePageSamples {
    static func pages(
        frame: OfficeFrame, t: [String: String], comments: [String: String],
        honesty: [String: String]
    ) -> [any Page] {
        let texts = Texts(language: .vietnamese, table: t)
        let link = ChoiceLink(text: "a", href: "b", isCurrent: true)
        var counts = ReportCounts()
        counts.completed = 20
        counts.issued = 18
        counts.answers = 10
        counts.satisfied = 9
        var published = ReportRow(code: "a", name: "b", validFrom: Day(number: 0), counts: counts)
        published.asOf = Day(number: 0)
        published.answersOf = 15
        let row = FigureRow(published, href: "c", texts: texts)
        let november = Month(number: 2026 * 12 + 10)
        let periods = PeriodChoice(.month(november), known: november - 1...november + 1, texts: texts) { "\($0)" }
        let trend = FigureTrend(chart: "a", rows: [row])
        let question = QuestionView(
            title: "a", bar: "b", basis: "c", values: [.init(name: "a", count: "b", share: "c")])
        let view = FigureView(
            groupings: [link], boundaries: [link], channels: [link], periods: periods, scope: "a", otherScales: ["a"],
            total: row,
            trend: trend,
            heading: "a", chart: "b",
            levels: LevelsView(
                chart: "a", levels: ["b"],
                rows: [
                    .init(
                        name: "a", href: "b", parts: [.init(level: "c", share: "d", count: "e")], hidden: "f")
                ], width: 3),
            questions: [question], rates: "a", rows: [row], threshold: "c", waiting: "d", exports: [link])
        let followUp = FollowUpPage.Row(
            month: "a", reason: "b", href: "c", desk: "d", unit: "e", count: "f", due: "g", overdue: "h", state: "i")
        return [
            OverviewPage(frame: frame, t: t, view: view),
            ResultsPage(frame: frame, t: t, view: view, units: [link], checkpoint: "a", embed: "b"),
            ResultsFramePage(frame: frame, t: t, view: view, period: "a", whole: "b", checkpoint: "c"),
            UnitPage(
                frame: frame, t: t, kind: "a", back: link, boundaries: [link], channels: [link], periods: periods,
                total: row,
                change: "b", trend: trend, levels: "c", reasons: [.init(name: "a", count: "b", share: "c")],
                questions: [question], more: [link], exports: [link]),
            ComparisonPage(
                frame: frame, t: t, groupings: [link], channels: [link], periods: periods, hasMoves: true,
                rows: [
                    .init(
                        rank: "a", shared: "l", name: "b", href: "c", estimate: "d", interval: "e", share: "f",
                        count: "g",
                        responseRate: "h", coverage: "i", change: "j",
                        moves: [.init(label: "k", words: "l")])
                ], notEnough: [row], among: "b", waiting: "a", exports: [link]),
            HeatPage(
                frame: frame, t: t, groupings: [link], channels: [link], periods: periods, summary: "a",
                shades: [.init(shade: "a", text: "b")],
                blocks: [
                    .init(
                        caption: "a", allTitle: "b", desks: [.init(name: "a", fullName: "b", href: "c")],
                        fields: [
                            .init(name: "a", rows: [.init(name: "b", href: "c", all: heat, cells: [heat])])
                        ], foot: [heat], width: 3)
                ], threshold: "c", waiting: "d", exports: [link]),
            HeatCellPage(
                frame: frame, t: t, back: link, links: [link], channels: [link], periods: periods, total: row,
                trend: trend),
            HonestyPage(
                frame: frame, t: honesty, month: "a", previous: link, next: link,
                detail: .init(
                    name: "a", back: link, answers: "b", share: "c", responseRate: "f", coverage: "g", undoubted: "d",
                    rows: [
                        .init(name: "a", explanation: "b", count: "c", usual: "d", strength: "e", standsOut: true)
                    ]),
                desks: [
                    .init(
                        name: "a", href: "b", answers: "c", share: "d", responseRate: "g", coverage: "h",
                        undoubted: "e",
                        signs: ["f"])
                ],
                kinds: [.init(name: "a", explanation: "b", usual: "c")]),
            CommentsPage(
                frame: frame, t: comments, month: "a", previous: link, next: link, heading: "b", back: link,
                placesTitle: "c", places: [.init(name: "a", href: "b", count: "c", hidden: "d")],
                comments: [.init(id: "a", text: "b", desk: "c", isHidden: true)], reason: "d", hiddenLink: link,
                action: "e", csrf: "f"),
            IndicesPage(
                frame: frame, t: t, periods: periods, unit: "a", back: link,
                measures: [
                    .init(
                        name: "a", figure: "b", words: "c", basis: "c",
                        rows: [.init(name: "a", figure: "b", basis: "c", rule: "d")], rule: "d", source: "e",
                        caveat: "f")
                ], questions: [question], indexNumbers: [link],
                agencies: [
                    .init(
                        rank: "a", name: "b", href: "c", points: ["d"], total: "e", band: "f", responseRate: "g",
                        coverage: "h")
                ],
                exports: [link], agencyExports: [link],
                entry: .init(
                    action: "a", csrf: "b", unit: "c", since: "d", period: "e", isVerified: true,
                    rows: [
                        .init(
                            number: "a", name: "b", rule: "c", isOwn: true, own: "d", isVerified: true, verified: "e",
                            note: "f")
                    ]),
                history: [.init(day: "a", by: "b", index: "c", kind: "d", points: "e", note: "f")]),
            SituationPage(
                frame: frame, t: t, action: "a", entryHref: "b", from: "b", to: "c", period: "d",
                back: link,
                tables: [
                    .init(
                        heading: "a", first: "b",
                        rows: [
                            .init(
                                "a", href: "b", SituationSum([Situation]()), counts, NumberStyle(language: .vietnamese))
                        ],
                        total: .init(
                            "a", href: "b", SituationSum([Situation]()), counts, NumberStyle(language: .vietnamese)))
                ], gaps: ["c"], sources: ["d"],
                exports: [link]),
            SituationEntryPage(
                frame: frame, t: t, action: "a", csrf: "b", month: "c",
                units: [.init(name: "a", href: "b", state: "c")],
                form: .init(unit: "a", unitCode: "b", fields: [.init(name: "a", label: "b", value: "c", error: "d")])),
            CataloguePage(
                frame: frame, t: t,
                families: [
                    .init(name: "a", chart: "b", rows: [.init(name: "c", code: "d", day: "e", successor: "f")])
                ], moreFamilies: "a", merger: "b", procedures: "c",
                lists: [
                    .init(
                        title: "a", placeTitle: "b", count: "c", isOpen: true,
                        rows: [
                            .init(code: "a", name: "b", place: "c", from: "d", to: "e", successor: "f", change: "g")
                        ], add: "c")
                ]),
            CatalogueChangePage(
                frame: frame, t: t, back: link, action: "a", csrf: "b", kind: "c", code: "d", since: "e", subject: "f",
                forms: [
                    .init(
                        title: "a", about: "b", act: "c",
                        fields: [
                            .init(
                                name: "a", label: "b", value: "c", type: "d", isRequired: true, isChoice: true,
                                choices: [.init(value: "a", text: "b", isChosen: true)], error: "e")
                        ], button: "d")
                ]),
            MergerPage(
                frame: frame, t: t, back: link, action: "a", csrf: "b",
                units: [.init(value: "a", text: "b", isChosen: true)], others: "c", day: "d", code: "e", name: "f",
                parent: "g", levels: [.init(value: "a", text: "b", isChosen: true)],
                preview: .init(
                    chart: "a", steps: [.init(name: "c", code: "d", day: "e", successor: "f")],
                    desks: [.init(id: "a", name: "b", unit: "c", isEnded: true)], accounts: ["d"])),
            ProceduresPage(
                frame: frame, t: t, action: "a", day: "b", level: "c",
                levels: [.init(name: "a", href: "b", count: "c", placeholders: "d", isCurrent: true)],
                fields: [
                    .init(name: "a", count: "b", rows: [.init(code: "a", name: "b", level: "c", isPlaceholder: true)])
                ], hasPlaceholders: true),
            FollowUpPage(
                frame: frame, t: t, choices: [link], rows: [followUp], summary: "a", about: "b"),
            FollowUpItemPage(
                frame: frame, t: t, back: link, row: followUp, openedOn: "a", links: [link], comments: ["b"],
                steps: [.init(state: "a", moment: "b", actor: "c", note: "d")],
                form: .init(
                    action: "a", csrf: "b", from: "c", note: "d",
                    buttons: [.init(state: "e", text: "f", isQuiet: true)]),
                dueForm: .init(action: "a", csrf: "b", from: "c", day: "d", note: "e", isOpen: true)),
            PlanPage(
                frame: frame, t: t, periods: periods,
                proposals: [
                    .init(
                        unit: "a",
                        figures: [
                            .init(
                                criterion: "b", share: "c", interval: "d", count: "e", responseRate: "j", coverage: "k",
                                target: "f",
                                gap: "g",
                                asOf: "h", assigned: "i")
                        ], evidence: [.init(text: "j", list: .init(items: ["k"]))], form: taskForm(isFree: false))
                ],
                tasks: [
                    .init(
                        anchor: "a", what: "b", unit: "c", criterion: "d", role: "e", assignedOn: "f", due: "g",
                        overdue: "h", state: "i", target: "j", change: "k", merged: "k", chart: "l",
                        months: [
                            .init(
                                month: "a", share: "b", interval: "c", count: "d", responseRate: "f", coverage: "g",
                                part: "e")
                        ],
                        steps: [.init(state: "a", moment: "b", actor: "c", note: "d")],
                        form: .init(
                            action: "a", csrf: "b", from: "c", note: "d",
                            buttons: [.init(state: "e", text: "f", isQuiet: true)]))
                ],
                checks: [
                    .init(
                        unit: "a", criterion: "b", target: "c", from: "d", share: "e", count: "f", responseRate: "h",
                        coverage: "i", verdict: "g")
                ], taskForm: taskForm(isFree: true),
                targetForm: .init(action: "a", csrf: "b", criteria: [choice], units: [choice]), sources: ["a"]),
            DigestPage(
                lang: "vi", style: "a", title: "b", office: "c", example: "d", t: t, about: "e", total: ["f"],
                happened: "g",
                rows: [
                    .init(
                        name: "a", answers: .init(share: "b", interval: "c", count: "d", responseRate: "e"),
                        hidden: "h", completed: "f", coverage: "g")
                ], followUp: ["a"], plan: ["b"], link: "c"),
            SettingsPage(
                frame: frame, t: t, action: "a", csrf: "b",
                settings: [.init(name: "a", help: "b", value: "c", placeholder: "d")]),
            AuditPage(
                frame: frame, t: t,
                entries: [.init(sequence: "a", moment: "b", actor: "c", action: "d", subject: "e", details: "f")],
                older: "g"),
            AccountsPage(
                frame: frame, t: t, action: "a", keyAction: "b", csrf: "c",
                accounts: [
                    .init(
                        name: "a", role: "b", scope: "c", isDisabled: true, change: "d", changeText: "e", units: "f",
                        desks: "g", ended: "h")
                ], keys: [.init(name: "a", scopes: "b", area: "c", lastUsed: "c", isRevoked: false)], newKey: "d"),
        ]
    }

    private static let heat = HeatPage.Cell(
        label: "a",
        figure: .init(shade: "b", share: "c", count: "d", mark: "e", markWords: "f", href: "g", words: "h"),
        hidden: "i", isBlank: true)
    private static let choice = FormChoice(value: "a", text: "b", isChosen: true)

    private static func taskForm(isFree: Bool) -> PlanPage.TaskForm {
        PlanPage.TaskForm(
            action: "a", csrf: "b", criteria: [choice], units: [choice], isFree: isFree, what: "c", role: "d",
            due: "e", isOpen: true)
    }
}
