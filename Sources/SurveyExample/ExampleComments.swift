/// What citizens of the example write: made-up sentences, without names or anything else that tells who wrote them.
enum ExampleComments {
    /// A comment that goes with an answer: from 40 of a hundred unhappy citizens, from 9 of a hundred others.
    static func draw(overall: Int, reasons: [String], _ random: inout SplitMix64) -> String? {
        guard random.chance(overall == 1 ? 0.4 : 0.09) else { return nil }
        let texts =
            switch overall {
            case 3: delighted
            case 2: content
            default: reasons.first.flatMap { unhappy[$0] } ?? unexplained
            }
        return texts[random.below(texts.count)]
    }

    private static let delighted = [
        "Cán bộ hướng dẫn rất tận tình, tôi chỉ phải đến một lần là xong.",
        "Nhận kết quả sớm hơn giấy hẹn hai ngày, xin cảm ơn.",
        "Nộp hồ sơ ở nhà qua mạng rất tiện, không phải nghỉ làm.",
        "Nhân viên vui vẻ, nói dễ hiểu, người già như tôi cũng làm được.",
        "Chứng thực xong ngay trong buổi sáng, rất nhanh.",
        "Chỗ ngồi chờ sạch sẽ, có nước uống, gọi số rõ ràng.",
        "Các cháu ở bộ phận Một cửa giúp tôi khai trên máy, rất nhiệt tình.",
        "Thủ tục gọn hơn trước nhiều, tôi rất hài lòng.",
        "Được nhắn tin khi có kết quả nên không phải đi lại hỏi.",
        "Cảm ơn cán bộ đã chỉ chỗ ghi sai để tôi sửa ngay tại quầy.",
        "Làm giấy khai sinh cho cháu rất nhanh, cả nhà đều mừng.",
        "Rất tốt, mong xã giữ được như vậy.",
    ]

    private static let content = [
        "Nói chung là tốt, chỉ mong bớt phải chờ vào sáng thứ Hai.",
        "Hồ sơ đúng hẹn. Trang nộp trực tuyến đôi lúc chạy chậm.",
        "Được hướng dẫn đầy đủ, nhưng mẫu tờ khai hơi dài.",
        "Nên có thêm một quầy vào đầu giờ chiều.",
        "Kết quả đúng hẹn, cán bộ lịch sự.",
        "Mong có bảng hướng dẫn chữ to hơn cho người cao tuổi.",
        "Lần đầu nộp qua mạng còn lúng túng, sau đó thì ổn.",
        "Nên nhắn tin báo trước khi đến lấy kết quả.",
        "Ổn, chỉ có chỗ để xe hơi chật.",
        "Mong xã niêm yết rõ mức phí ở bên ngoài.",
    ]

    private static let unexplained = [
        "Tôi mong được phục vụ tốt hơn.",
        "Cần cải thiện thêm ạ.",
        "Làm hồ sơ vất vả quá, mong lãnh đạo quan tâm.",
    ]

    private static let unhappy: [String: [String]] = [
        "time": [
            "Hẹn ngày trả rồi lại phải chờ thêm, không ai báo trước.",
            "Tôi chờ gần hết buổi sáng mới đến lượt.",
            "Hồ sơ để quá lâu, hỏi thì chỉ được trả lời là đang giải quyết.",
            "Mong trả kết quả đúng ngày đã hẹn để chúng tôi còn thu xếp công việc.",
        ],
        "attitude": [
            "Cán bộ trả lời hơi gắt khi tôi hỏi lại.",
            "Tôi hỏi mà không được giải thích, cảm thấy không được tôn trọng.",
            "Mong cán bộ nhẹ nhàng hơn với người lớn tuổi.",
        ],
        "guidance": [
            "Hướng dẫn không rõ nên tôi phải làm lại tờ khai hai lần.",
            "Mỗi lần đến lại được hướng dẫn một kiểu.",
            "Trên mạng ghi một đằng, ra quầy yêu cầu một nẻo.",
            "Không biết phải điền mục nào, gọi điện hỏi thì không ai nghe máy.",
        ],
        "trips": [
            "Tôi phải đi lại ba lần mới xong một giấy.",
            "Đã nộp trực tuyến rồi mà vẫn phải mang bản giấy lên.",
            "Nhà xa, mỗi lần thiếu một thứ lại phải quay về.",
            "Từ ngày sáp nhập xã, đi nộp hồ sơ xa hơn trước nhiều.",
        ],
        "papers": [
            "Yêu cầu thêm giấy tờ không có trong danh mục niêm yết.",
            "Giấy tờ đã có trên hệ thống mà vẫn bắt nộp bản sao.",
            "Bổ sung hồ sơ nhiều lần, mỗi lần thêm một loại giấy.",
        ],
        "fee": [
            "Không được giải thích các khoản phí phải nộp.",
            "Phí nộp trực tuyến bị trừ hai lần, hỏi chưa thấy trả lời.",
        ],
        "other": [
            "Máy lấy số hỏng mấy hôm nay mà chưa thấy sửa.",
            "Phòng chờ nóng, thiếu ghế ngồi.",
            "Hệ thống báo lỗi liên tục, phải nộp lại từ đầu.",
        ],
    ]
}
