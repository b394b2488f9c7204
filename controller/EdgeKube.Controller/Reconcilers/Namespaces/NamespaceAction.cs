using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Namespaces;

/// <summary>What a terminating namespace's pass does.</summary>
internal abstract record NamespaceAction(string Reason)
{
    public sealed record DeleteContent(string Resource) : NamespaceAction("Terminating");

    public sealed record UpdateStatus(NamespaceStatus Status) : NamespaceAction("Status");

    public sealed record RemoveFinalizer(string Finalizer) : NamespaceAction("Empty");
}
