/// How many answers today, this one included, came from the device that sent an answer.
///
/// Raw values are stored, as part of the answer's cell, when it arrives and never afterwards.
public enum DeviceClass: Int, Sendable, Hashable, CaseIterable {
    /// It keeps no cookie, or nothing is known of it.
    case unknown = 0
    case one = 1
    /// Two or three.
    case few = 2
    /// Four and more.
    case many = 3

    /// - Parameter count: answers today, this one included; at least 1.
    public init(count: Int) {
        switch count {
        case ...1: self = .one
        case 2...3: self = .few
        default: self = .many
        }
    }
}
