using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <summary>Any object of any kind.</summary>
internal readonly record struct GarbageKey(Kind Kind, string Namespace, string Name)
{
    public static GarbageKey Of(ApiObject obj) => new(KindTable.Of(obj), obj.Namespace, obj.Name);

    /// <summary>The owner that a reference names; null when there is no such kind.</summary>
    /// <param name="reference">Of an object.</param>
    /// <param name="ns">The object's namespace: an owner lies in the same, or in none.</param>
    public static GarbageKey? Of(OwnerReference reference, string ns) =>
        KindTable.FindKind(reference.ApiVersion, reference.Kind) is { IsStored: true } kind ? new(kind, kind.IsNamespaced ? ns : "", reference.Name) : null;

    public override string ToString() => $"{Kind.Name} {(Namespace.Length == 0 ? Name : $"{Namespace}/{Name}")}";
}
