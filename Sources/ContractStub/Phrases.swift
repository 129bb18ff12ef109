/// Names and texts for generated people, things and messages.
enum Phrases {
    static let firstNames = [
        "Ana", "Ben", "Chioma", "Daniel", "Elif", "Farid", "Grace", "Hana", "Ivan", "Julia", "Kofi", "Lena",
    ]
    static let lastNames = [
        "Bell", "Costa", "Dube", "Eriksen", "Fischer", "Garcia", "Haddad", "Ito", "Jansen", "Kaya", "Novak",
        "Okafor",
    ]
    static let companies = [
        "Harbour Candles", "North Lane Books", "Copper Kettle", "Willow & Wren", "Bright Spoke Cycles",
        "Olive Street",
    ]
    static let things = [
        "Ceramic mug", "Linen apron", "Oak cutting board", "Wool blanket", "Brass lamp", "Beeswax candle",
        "Canvas tote", "Steel kettle",
    ]
    static let sentences = [
        "Thank you, the parcel arrived this morning.",
        "Could you tell me when the order will be sent?",
        "The blue one is back in stock next week.",
        "We have looked into it and will write to you soon.",
        "Please leave it with the neighbours if nobody is in.",
        "It fits perfectly and looks as it does in the pictures.",
    ]
    static let words = [
        "amber", "birch", "cedar", "delta", "ember", "fjord", "garnet", "harbour", "indigo", "juniper",
    ]
    static let cities = ["Lisbon", "Oslo", "Ghent", "Porto", "Leeds", "Turin", "Graz", "Aarhus"]
    static let streets = [
        "12 Mill Lane", "4 Station Road", "27 Harbour Street", "9 Orchard Way", "31 Bridge Street",
    ]
    static let countries = ["Portugal", "Norway", "Belgium", "Italy", "Austria", "Denmark"]
    static let countryCodes = ["PT", "NO", "BE", "IT", "AT", "DK"]
    static let currencies = ["EUR", "USD", "GBP"]
    static let languages = ["en", "pt", "de", "fr"]
    static let colours = ["#2f6f4e", "#b4532a", "#3a5a98", "#c9a227"]
}
