import ArgumentParser

/// The name of a file to write, as it stands on a command line.
enum FileName {
    /// - Parameter argument: what the usage calls it.
    /// - Throws: `ValidationError` for a name with nothing in it, which comes of an unset variable in a script.
    static func check(_ name: String, of argument: String) throws {
        if name.allSatisfy(\.isWhitespace) {
            throw ValidationError("\(argument): tên tệp để trống / the file's name is empty")
        }
    }
}
