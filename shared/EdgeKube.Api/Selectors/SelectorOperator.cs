namespace EdgeKube.Api;

/// <summary>How a label is compared.</summary>
public enum SelectorOperator
{
    Equal,
    NotEqual,
    In,
    NotIn,
    Exists,
    DoesNotExist,
    GreaterThan,
    LessThan,
}
