using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>Names an object of a kind that is clear from the context. The namespace is empty for cluster-wide kinds.</summary>
internal readonly record struct ObjectKey(string Namespace, string Name)
{
    public static ObjectKey Of(ApiObject obj) => new(obj.Namespace, obj.Name);

    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
