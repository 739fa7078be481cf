from django.urls import path

from priorities.views import commitment_editing, conditions, decisions, funding, open_data, paying, profile, terms

app_name = "funding"
urlpatterns = [
    path("", funding.commitments, name="commitments"),
    path("commitments.csv", funding.commitments_csv, name="commitments_csv"),
    path("profile/", profile.profile, name="profile"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("360giving.<str:form>", open_data.threesixty_file, name="threesixty"),
    path("grants-register.csv", open_data.register_file, name="register"),
    path("decisions/add/", decisions.add_decision, name="add_decision"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/edit/", decisions.edit_decision, name="edit_decision"),
    path("<slug:reference>/conditions/<int:pk>/met/", conditions.meet_condition, name="meet_condition"),
    path("<slug:reference>/exit/", conditions.answer_exit, name="answer_exit"),
    path("<slug:reference>/payments/add/", paying.pay, name="pay"),
    path("<slug:reference>/payments/<int:pk>/reverse/", paying.reverse, name="reverse"),
    path("<slug:reference>/returns/add/", paying.add_return, name="add_return"),
    path("<slug:reference>/returns/<int:pk>/withdraw/", paying.withdraw_return, name="withdraw_return"),
    path("add/", commitment_editing.add_commitment, name="add"),
    path("<slug:reference>/edit/", commitment_editing.edit_commitment, name="edit"),
    path("<slug:reference>/amend/", terms.amend, name="amend"),
    path("<slug:reference>/close/", terms.close, name="close"),
    path("<slug:reference>/reopen/", terms.reopen, name="reopen"),
    path("<slug:reference>/", funding.commitment, name="commitment"),
]
