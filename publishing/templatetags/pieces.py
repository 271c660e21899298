"""`{% piece "_row.html" with row=row only %}`: an included template whose output is kept (publishing/pieces.py)."""

from django import template
from django.template import TemplateSyntaxError
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString

from publishing.pieces import key_of, pieces

register = template.Library()


class PieceNode(IncludeNode):
    """An include that is looked up before it is made."""

    def render(self, context: Context) -> SafeString:
        """Return what the template makes of what it is told."""
        if not pieces.room:
            return super().render(context)
        told = {name: value.resolve(context) for name, value in self.extra_context.items()}
        return pieces.find(key_of(self.template.var, told), lambda: super(PieceNode, self).render(context))


@register.tag
def piece(parser: Parser, token: Token) -> PieceNode:
    """Include a template that sees only what it is told; the same words make the same piece, which is made once.

    Such a template may not ask for the moment or for the request. Its name is written out, not told.
    """
    node = do_include(parser, token)
    if not node.isolated_context or not isinstance(node.template.var, str):
        raise TemplateSyntaxError("A piece is named in quotation marks, and sees only what it is told: with … only.")
    return PieceNode(node.template, extra_context=node.extra_context, isolated_context=True)
