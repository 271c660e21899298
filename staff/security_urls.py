"""The addresses of one's own security on the desk. The names are those that allauth asks for."""

from django.urls import path

from staff import security

urlpatterns = [
    path("", security.security, name="mfa_index"),
    path("sessions/", security.end_sessions, name="end_sessions"),
    path("again/", security.AgainView.as_view(), name="account_reauthenticate"),
    path("again/code/", security.AgainByCodeView.as_view(), name="mfa_reauthenticate"),
    path("again/passkey/", security.AgainByPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("app/", security.SetUpAppView.as_view(), name="mfa_activate_totp"),
    path("app/code.svg", security.totp_picture, name="totp_picture"),
    path("app/remove/", security.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("codes/", security.CodesView.as_view(), name="mfa_view_recovery_codes"),
    path("codes/file/", security.CodesFileView.as_view(), name="mfa_download_recovery_codes"),
    path("codes/new/", security.NewCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("passkeys/add/", security.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", security.RenamePasskeyView.as_view(), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", security.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
]
