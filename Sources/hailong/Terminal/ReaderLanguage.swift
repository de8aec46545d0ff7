import Survey

extension Language {
    /// The language of whoever reads the terminal: Vietnamese, or English where the locale says so (POSIX, 8.2: the
    /// first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty).
    init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale?.lowercased().hasPrefix("en") == true ? .english : .vietnamese
    }
}
