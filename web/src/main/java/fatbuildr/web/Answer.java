package fatbuildr.web;

/** The form of a route's answers, and so of its errors. */
enum Answer {
    JSON,
    HTML
}
