using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A Namespace is held by spec.finalizers until the namespace controller has emptied it, and carries its own name as a label.</summary>
internal sealed class NamespaceKind : Strategy<Namespace>
{
    public const string NameLabel = "kubernetes.io/metadata.name";

    public override bool ReturnsDeletedObject => true;

    protected override Namespace Create(Namespace obj)
    {
        var finalizers = obj.Spec?.Finalizers ?? [];
        return Labelled(obj) with
        {
            Spec = new NamespaceSpec { Finalizers = finalizers.Contains("kubernetes") ? finalizers : [.. finalizers, "kubernetes"] },
            Status = new NamespaceStatus { Phase = "Active" },
        };
    }

    // Only the finalize subresource takes finalizers away.
    protected override Namespace Update(Namespace obj, Namespace current) => Labelled(obj) with { Spec = current.Spec, Status = current.Status };

    protected override Namespace UpdateStatus(Namespace obj, Namespace current) => current with
    {
        Status = (obj.Status ?? new NamespaceStatus()) with { Phase = current.Metadata.DeletionTimestamp is null ? "Active" : "Terminating" },
    };

    protected override string? Field(Namespace obj, string field) => field is "status.phase" ? obj.Status?.Phase ?? "" : null;

    protected override bool Held(Namespace obj) => obj.Spec?.Finalizers is { Count: > 0 };

    protected override Namespace Terminating(Namespace obj) => obj with { Status = (obj.Status ?? new NamespaceStatus()) with { Phase = "Terminating" } };

    private static Namespace Labelled(Namespace obj)
    {
        if (obj.Metadata.Labels is { } labels && labels.TryGetValue(NameLabel, out var value) && value == obj.Name)
        {
            return obj;
        }

        var labelled = new Dictionary<string, string>(obj.Metadata.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [NameLabel] = obj.Name };
        return obj with { Metadata = obj.Metadata with { Labels = labelled } };
    }
}
