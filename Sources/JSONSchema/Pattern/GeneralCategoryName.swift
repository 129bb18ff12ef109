/// The names of the general categories in Unicode's PropertyValueAliases.
enum GeneralCategoryName {
    /// Returns the code points of a category or a group of categories.
    static func set(named name: String) -> ScalarSet? {
        guard let short = shortNames[name] ?? (groups[name] != nil ? name : nil) else {
            return categories[name].map { category in ScalarSet(runs[category, default: []]) }
        }
        let members = groups[short] ?? [short]
        return ScalarSet(members.flatMap { categories[$0].flatMap { runs[$0] } ?? [] })
    }

    /// The ranges of every category, found in one walk over all code points.
    private static let runs: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = {
        var runs: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = [
            .surrogate: [0xD800...0xDFFF]
        ]
        var start: UInt32 = 0
        var current = Unicode.GeneralCategory.control
        // Above plane 3, and but for plane 14, a plane is of one category up to its last two code points.
        let planes = [0...0x3FFFF, 0x40000...0x40000, 0xE0000...0xE0FFF, 0xF0000...0xF0000]
        func change(to category: Unicode.GeneralCategory, at value: UInt32) {
            guard category != current else { return }
            if current != .surrogate { runs[current, default: []].append(start...(value - 1)) }
            (start, current) = (value, category)
        }
        for plane in planes {
            for value in plane {
                change(
                    to: Unicode.Scalar(UInt32(value))?.properties.generalCategory ?? .surrogate,
                    at: UInt32(value)
                )
            }
        }
        for (value, category) in [
            (0xFFFFE, .unassigned), (0x100000, .privateUse), (0x10FFFE, .unassigned),
        ] as [(UInt32, Unicode.GeneralCategory)] {
            change(to: category, at: value)
        }
        runs[current, default: []].append(start...0x10FFFF)
        return runs
    }()

    private static let categories: [String: Unicode.GeneralCategory] = [
        "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter,
        "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark,
        "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber, "Pc": .connectorPunctuation,
        "Pd": .dashPunctuation, "Ps": .openPunctuation, "Pe": .closePunctuation, "Pi": .initialPunctuation,
        "Pf": .finalPunctuation, "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol,
        "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator,
        "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format, "Cs": .surrogate, "Co": .privateUse,
        "Cn": .unassigned,
    ]

    private static let groups: [String: [String]] = [
        "C": ["Cc", "Cf", "Cs", "Co", "Cn"],
        "L": ["Lu", "Ll", "Lt", "Lm", "Lo"],
        "LC": ["Lu", "Ll", "Lt"],
        "M": ["Mn", "Mc", "Me"],
        "N": ["Nd", "Nl", "No"],
        "P": ["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"],
        "S": ["Sm", "Sc", "Sk", "So"],
        "Z": ["Zs", "Zl", "Zp"],
    ]

    private static let shortNames: [String: String] = [
        "Other": "C", "Letter": "L", "Cased_Letter": "LC", "Mark": "M", "Combining_Mark": "M", "Number": "N",
        "Punctuation": "P", "punct": "P", "Symbol": "S", "Separator": "Z", "Uppercase_Letter": "Lu",
        "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt", "Modifier_Letter": "Lm", "Other_Letter": "Lo",
        "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Decimal_Number": "Nd",
        "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No", "Connector_Punctuation": "Pc",
        "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe",
        "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po",
        "Math_Symbol": "Sm",
        "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Space_Separator": "Zs",
        "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Control": "Cc", "cntrl": "Cc", "Format": "Cf",
        "Surrogate": "Cs", "Private_Use": "Co", "Unassigned": "Cn",
    ]
}
