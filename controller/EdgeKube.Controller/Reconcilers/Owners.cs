using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>Owner references: who manages an object, and how an object becomes managed.</summary>
internal static class Owners
{
    /// <summary>The one reference with <c>controller: true</c>, or null.</summary>
    public static OwnerReference? ControllerOf(ApiObject? obj) => obj?.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);

    public static bool IsControlledBy(ApiObject obj, ApiObject owner) => ControllerOf(obj)?.Uid == owner.Uid;

    public static OwnerReference BuildControllerReference(ApiObject owner) => new()
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Name,
        Uid = owner.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    public static ObjectMeta WithController(ObjectMeta metadata, ApiObject owner)
        => metadata with { OwnerReferences = [.. metadata.OwnerReferences ?? [], BuildControllerReference(owner)] };

    public static ObjectMeta WithoutOwners(ObjectMeta metadata, IReadOnlyCollection<string> uids)
    {
        OwnerReference[] left = [.. (metadata.OwnerReferences ?? []).Where(owner => !uids.Contains(owner.Uid))];
        return metadata with { OwnerReferences = left.Length == 0 ? null : left };
    }
}
