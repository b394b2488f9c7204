namespace EdgeKube.Api;

/// <summary>Rules of StorageClasses: what volumes were made by does not change.</summary>
internal sealed class StorageClassRules : KindRules
{
    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current)
    {
        foreach (var name in new[] { "parameters", "provisioner", "reclaimPolicy" })
        {
            if (!obj[name].EqualsTo(current[name]))
            {
                yield return obj[name].Forbidden($"updates to {name} are forbidden.");
            }
        }

        foreach (var fault in obj["volumeBindingMode"].Stays(current["volumeBindingMode"]))
        {
            yield return fault;
        }
    }
}
