print("hailong")
