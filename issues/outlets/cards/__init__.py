"""Share pictures: what WeChat, Weibo, QQ or a search engine shows beside a link to a piece, a page, an issue."""
