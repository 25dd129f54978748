"""Addresses of editions' dossiers, below /dossiers/: one for board, desk and administrators alike."""

from django.urls import path

from reviews.views import dossier

urlpatterns = [
    path("<slug:slug>/<int:number>/", dossier.dossier, name="dossier"),
    path("<slug:slug>/<int:number>/pdf/", dossier.dossier_pdf, name="dossier_pdf"),
    path("<slug:slug>/<int:number>/proof.json", dossier.dossier_proof, name="dossier_proof"),
]
