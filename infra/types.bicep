@export()
@description('Tags of a resource, by name.')
type tags = {
  @description('The value of a tag.')
  *: string
}

@export()
@description('What may be spent in a month before somebody is told.')
type budget = {
  @description('The amount, in the currency of the billing account.')
  @minValue(1)
  amount: int

  @description('The first day of the month that the budget begins with, as 2026-12-01. It cannot be changed later.')
  @minLength(10)
  @maxLength(10)
  startDate: string
}
