/// The script of a generated text.
enum TextScript: String, Sendable, CaseIterable {
    case plain = "plain letters"
    case accented = "accented letters"
    case combining = "combining characters"
    case rightToLeft = "right-to-left text"
    case ideographs = "ideographs"
    case emoji = "emoji of several scalars"
    case astral = "letters beyond the first plane"
    case markup = "markup and quotes"
    case spaced = "spaces around and between"
    case remote = "private use and noncharacters"

    /// Pieces that belong together, of which such texts are made.
    var pieces: [String] {
        switch self {
        case .plain: ["a", "b", "c", "d", "e", "x", "y", "z", "A", "Q", "0", "1", "7", "9"]
        case .accented: ["é", "ß", "Å", "ñ", "ø", "č", "ǆ", "ŉ", "İ", "ı", "µ", "Æ"]
        case .combining:
            [
                "e\u{301}", "a\u{30A}", "o\u{308}\u{304}", "n\u{303}", "q\u{307}\u{323}",
                "\u{1112}\u{1161}\u{11AB}", "क्ष", "ช้ำ",
            ]
        case .rightToLeft:
            ["ש", "ל", "ו", "ם", "م", "ر", "ح", "ب", "ا", "\u{200F}", "\u{202B}", "\u{202C}", "ܫ", "𐤀"]
        case .ideographs: ["漢", "字", "日", "本", "語", "한", "글", "ア", "𠮷", "𠀋", "𪚥", "𰻝"]
        case .emoji: ["👩🏽‍🚀", "👨‍👩‍👧‍👦", "🇩🇪", "🏴‍☠️", "❤️", "1️⃣", "😀", "🧑‍💻"]
        case .astral: ["𝔘", "𐍈", "𝒳", "𝟘", "🜁", "𓂀", "𒀀", "𐐷", "𞤀", "\u{E0100}", "𛀀"]
        case .markup:
            [
                "<", ">", "&", "\"", "'", "\\", "/", "]]>", "<!--", "&amp;", "%20", "${x}", "+", "?", "#",
                "\u{2028}", ";--",
            ]
        case .spaced: [" ", "\u{A0}", "\u{2003}", "\u{3000}", "\u{200B}", "\u{FEFF}", "x", "\u{2060}"]
        case .remote: Self.remotePieces
        }
    }

    /// Scalars that Swift takes in a string but not in a literal are among them.
    private static let remotePieces: [String] = [
        0xE000, 0xF8FF, 0xFFFD, 0xFFFE, 0xFDD0, 0x1FFFF, 0xF0000, 0x10FFFD, 0x10FFFF,
    ].compactMap { Unicode.Scalar(UInt32($0)) }.map { String($0) }

    /// Names of members that hardly any schema declares.
    static let names = [
        "understudy", "extra", "x-unlisted", "", "Ünïcode", "\u{1F511}", "__proto__", "constructor", "a b",
        "0",
        "~/", "toString",
    ]
}
