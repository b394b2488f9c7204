namespace EdgeKube.Api;

/// <summary>Rules of RuntimeClasses.</summary>
internal sealed class RuntimeClassRules : KindRules
{
    internal override IEnumerable<FieldError> Validate(Place obj) => obj["handler"].Follows(NameRules.FindLabelFaults);

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current) => obj["handler"].Stays(current["handler"]);
}
