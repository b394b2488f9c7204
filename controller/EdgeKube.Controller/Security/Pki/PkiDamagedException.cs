namespace EdgeKube.Controller.Security.Pki;

/// <summary>The controller does not start: its keys are unreadable or gone. Nothing was changed.</summary>
internal sealed class PkiDamagedException(string message) : Exception(message);
