from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        from articles import verification  # noqa: F401  registers what verify_record checks of this app
        from articles.usage import ArticlesCite
        from references.usage import register

        register(ArticlesCite())
