// Keys, dossier codes and tokens are the domain's: whoever embeds this library imports only this one.
@_exported public import Survey
