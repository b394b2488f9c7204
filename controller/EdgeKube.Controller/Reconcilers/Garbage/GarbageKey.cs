using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <summary>Any object of any kind.</summary>
internal readonly record struct GarbageKey(string Kind, string Namespace, string Name)
{
    public static GarbageKey Of(ApiObject obj) => new(obj.Kind, obj.Namespace, obj.Name);

    public override string ToString() => $"{Kind} {(Namespace.Length == 0 ? Name : $"{Namespace}/{Name}")}";
}
